import { domainToASCII, domainToUnicode } from "node:url";

export interface EmailAddress {
  readonly address: string;
  readonly domain: string;
}

const LOCAL_PART = /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/;
const LABEL = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;

/**
 * Reads an address in the one form in which addresses are compared: ASCII, lower case. Anything else is refused and
 * not mapped to a look-alike. Otherwise the code would go to one mailbox and the invitation of another would match.
 *
 * @returns `undefined` for anything else
 */
export function readEmail(raw: unknown): EmailAddress | undefined {
  // The ASCII check comes before lower-casing: the Kelvin sign's lower case is an ordinary k.
  if (typeof raw !== "string" || raw.length > 254 || !/^[\x21-\x7e]+$/.test(raw)) return undefined;
  const address = raw.toLowerCase();
  const at = address.lastIndexOf("@");
  const local = address.slice(0, Math.max(at, 0));
  const domain = readDomain(address.slice(at + 1));
  if (domain === undefined || local.length > 64 || !LOCAL_PART.test(local)) return undefined;
  return { address, domain };
}

/** Reads a domain name of at least two labels in lower-case ASCII; international ones in their `xn--` form. */
export function readDomain(raw: unknown): string | undefined {
  if (typeof raw !== "string" || raw.length > 253 || !/^[\x21-\x7e]+$/.test(raw)) return undefined;
  const domain = raw.toLowerCase();
  const labels = domain.split(".");
  const top = labels.at(-1) ?? "";
  if (labels.length < 2 || /^\d+$/.test(top) || !labels.every((label) => LABEL.test(label))) return undefined;
  return domain.includes("xn--") && !isCanonical(domain) ? undefined : domain;
}

/**
 * Whether every `xn--` label decodes, and encodes the canonical form. Each is decoded and encoded again, because from
 * Node 24 on `domainToASCII` does not check ASCII names.
 */
function isCanonical(domain: string): boolean {
  const decoded = domainToUnicode(domain);
  const isDecoded = !decoded.split(".").some((label) => label.startsWith("xn--"));
  return isDecoded && domainToASCII(decoded) === domain;
}

/** Whether a domain is written in the one form in which domains are compared. */
export const isDomain = (value: unknown): value is string =>
  typeof value === "string" && readDomain(value) === value;

/** Providers that deliver one mailbox under several domains and ignore the dots before the @. */
const DOTLESS_DOMAINS = [["gmail.com", "googlemail.com"]] as const;

/**
 * The one spelling of all addresses that reach the same mailbox: `ada+news@acme.example` is `ada@acme.example`, and
 * `a.da@googlemail.com` is `ada@gmail.com`. What is no address stays as it is.
 */
export const mailboxOf = (address: string): string => spellingsOf(address)[0] ?? address;

/** The plain spellings of an address's mailbox, at each domain of its provider, the mailbox's own first. */
export function spellingsOf(address: string): readonly string[] {
  const at = address.lastIndexOf("@");
  if (at < 0) return [address];
  // A tag with nothing before it names no mailbox.
  const untagged = address.slice(0, at).replace(/(?<=.)\+.*$/s, "");
  const domain = address.slice(at + 1);
  const domains = DOTLESS_DOMAINS.find((group) => (group as readonly string[]).includes(domain));
  if (domains === undefined) return [`${untagged}@${domain}`];
  return domains.map((alias) => `${untagged.replaceAll(".", "")}@${alias}`);
}
