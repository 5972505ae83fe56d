import { isDomain } from "../../shared/email";
import { listOf, oneOf } from "../../shared/runtime/readers";

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

/** An entry that could never match would deny or allow nothing without anybody noticing. */
const DOMAINS = "e-mail domains in lower case";
export const readAllowedDomains = listOf(DOMAINS, isDomain, "any");
export const readDeniedDomains = listOf(DOMAINS, isDomain, "none");

export const readDisposableEmail = oneOf("refuse", "allow");
