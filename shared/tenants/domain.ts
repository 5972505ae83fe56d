import { isDomain } from "../email";
import { isTimestamp } from "../json";
import { FaultError } from "../runtime/errors";
import { type Entry, readEntry } from "./registry";
import { isTenantId } from "./tenant";

/** The ownership of an e-mail domain. Only `owned` grants anything. */
export type Domain = OwnedDomain | ReleasedDomain;

export interface OwnedDomain extends Entry {
  readonly domain: string;
  readonly status: "owned";
  readonly tenantId: string;
  readonly provenAt: string;
  /** By a record in DNS, or on the word of an operator. */
  readonly how: "dns" | "operator";
}

export interface ReleasedDomain extends Entry {
  readonly domain: string;
  readonly status: "released";
}

/** A tenant's claim of a domain. Until it is proven, it grants nothing and does not stop other tenants. */
export interface DomainClaim extends Entry {
  readonly domain: string;
  readonly tenantId: string;
  /** The text of the record that proves it. */
  readonly token: string;
  readonly createdAt: string;
  readonly status: "open" | "proven" | "withdrawn";
}

type Item = Readonly<Record<string, unknown>>;

/** Reads an ownership. A malformed one is a fault: it must neither let people in nor free the domain. */
export function readOwnership(domain: string, item: Item): Domain {
  const id = `domain#${domain}`;
  const { status, tenantId, provenAt, how } = item;
  const entry = { ...readEntry(id, item), domain };
  if (status === "released") return { ...entry, status };
  if (
    status !== "owned" ||
    !isTenantId(tenantId) ||
    !isTimestamp(provenAt) ||
    !(how === "dns" || how === "operator")
  )
    throw new FaultError(`${id} is malformed`);
  return { ...entry, status, tenantId, provenAt, how };
}

/** @param name `<domain>#<tenantId>` */
export function readClaim(name: string, item: Item): DomainClaim {
  const id = `claim#${name}`;
  const { domain, tenantId, token, createdAt, status } = item;
  if (
    !isDomain(domain) ||
    !isTenantId(tenantId) ||
    name !== claimName({ domain, tenantId }) ||
    typeof token !== "string" ||
    token === "" ||
    !isTimestamp(createdAt) ||
    !(status === "open" || status === "proven" || status === "withdrawn")
  )
    throw new FaultError(`${id} is malformed`);
  return { ...readEntry(id, item), domain, tenantId, token, createdAt, status };
}

export const claimName = ({ domain, tenantId }: Pick<DomainClaim, "domain" | "tenantId">): string =>
  `${domain}#${tenantId}`;

/** The name of the DNS record that proves a claim. Its text is the claim's token. */
export const recordName = (domain: string): string => `_cognito-triggers.${domain}`;
