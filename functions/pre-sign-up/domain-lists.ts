import { readDomain } from "../../shared/people/email";
import { FaultError } from "../../shared/runtime/errors";

/** Which domains may sign up. A domain on a list stands for its subdomains too. */
export interface DomainLists {
  readonly allowed: readonly string[] | "any";
  readonly denied: readonly string[] | "none";
  readonly isDisposable: (domain: string) => boolean;
}

export function isAllowed(domain: string, { allowed, denied, isDisposable }: DomainLists): boolean {
  const names = parentDomains(domain);
  if (denied !== "none" && names.some((name) => denied.includes(name))) return false;
  if (allowed !== "any" && !names.some((name) => allowed.includes(name))) return false;
  return !isDisposable(domain);
}

/** `mail.acme.example`, `acme.example`, `example`. */
export const parentDomains = (domain: string): readonly string[] => {
  const labels = domain.split(".");
  return labels.map((_, index) => labels.slice(index).join("."));
};

/** A list entry that could never match would deny or allow nothing without anybody noticing. */
export function readDomainList<const Word extends string>(
  name: string,
  written: readonly string[] | Word,
): readonly string[] | Word {
  if (typeof written === "string") return written;
  return written.map((entry) => {
    const domain = readDomain(entry);
    if (domain === undefined) throw new FaultError(`${name}: ${entry} is not a domain`);
    return domain;
  });
}
