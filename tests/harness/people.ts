import { createHash } from "node:crypto";
import bcryptjs from "bcryptjs";
import { emailMark, identityMark } from "../../shared/people/marks";
import type { Tables } from "./tables";

/** The people of the recorded events. */
export const ADA = "d3a4f8e2-7041-70c5-9b1e-2f6c0a91d4b7";
export const ADAS_ADDRESS = "ada@acme.example";
/** Ada's sub after she has deleted her user and signed up again. */
export const ADA_AGAIN = "53b4d8a2-10e1-7046-2c8f-8e1d5f90b7a6";
/** Ada's user name when she comes through an identity provider. */
export const ADAS_ACCOUNT = "PartnerOidc_00u1";
export const EMMY = "f3e498d2-b0a1-7063-8c5f-64d1702be93c";
export const GRACE = "a3d4b8f2-50c1-708e-8d27-91b6f0c35e8a";
/** The app client of most recorded events, and the client of a machine. */
export const WEB = "1example23456789exampleclie";
export const MACHINE = "2machine34567890examplemach";

/** A hash as an old system stores it, but with a low cost so that tests are quick. */
const BLAISES_HASH = bcryptjs.hashSync("correct horse battery staple", 4);

const FIRST_VERSION = {
  version: 1,
  changedBy: { kind: "command", id: "test" },
  changedAt: "2026-01-01T00:00:00.000Z",
};

export const ACME = {
  id: "tenant#acme",
  name: "Acme",
  status: "active",
  defaultRole: "member",
  ...FIRST_VERSION,
};
export const GLOBEX = {
  id: "tenant#globex",
  name: "Globex",
  status: "active",
  defaultRole: "viewer",
  ...FIRST_VERSION,
};

/** A domain that an operator has given to a tenant, as the registry stores it. */
export const ownedDomain = (domain: string, tenantId: string, changes: Record<string, unknown> = {}) => ({
  id: `domain#${domain}`,
  domain,
  status: "owned",
  tenantId,
  provenAt: "2026-01-01T00:00:00.000Z",
  how: "operator",
  ...FIRST_VERSION,
  listing: `domains#${tenantId}`,
  sortKey: domain,
  ...changes,
});

export const ACMES_DOMAIN = ownedDomain("acme.example", "acme");

const BY_OPERATOR = { managedBy: "operator", ...FIRST_VERSION };

/** A client as the registry stores it. By default it is our own. */
export const client = (clientId: string, changes: Record<string, unknown> = {}) => ({
  id: `client#${clientId}`,
  clientId,
  name: "Client",
  kind: "own",
  scopes: [],
  status: "registered",
  ...BY_OPERATOR,
  listing: "clients",
  sortKey: `client#${clientId}`,
  ...changes,
});

/** An identity provider as the registry stores it. */
export const provider = (name: string, changes: Record<string, unknown> = {}) => ({
  id: `provider#${name.toLowerCase()}`,
  name,
  authoritativeFor: [],
  status: "bound",
  ...BY_OPERATOR,
  listing: "providers",
  sortKey: name.toLowerCase(),
  ...changes,
});

export const ACMES_MACHINE = client(MACHINE, {
  kind: "machine",
  tenantId: "acme",
  scopes: ["api/members.read", "https://api.acme.example/members.read"],
});

/** Writes Acme with its domain and its machine, Globex without a domain, and our own client for people. */
export const putTenants = (tables: Pick<Tables, "put">): Promise<void> =>
  tables.put("TenantsTable", ACME, GLOBEX, ACMES_DOMAIN, ACMES_MACHINE, client(WEB));

export const legacyBlaise = (changes: Record<string, unknown> = {}) => ({
  login: "blaise@legacy.example",
  legacyId: "4711",
  hash: BLAISES_HASH,
  emailVerified: true,
  tenantId: "acme",
  role: "member",
  attributes: { name: "Blaise Pascal" },
  ...changes,
});

/** The secret in the link of an invitation. */
export const INVITATION_SECRET = "the-secret-of-an-invitation";
export const INVITER = { kind: "command", id: "invitations:create" } as const;

/** An open invitation, as the table stores it. */
export const invitation = ({ email = ADAS_ADDRESS, ...changes }: Record<string, unknown> = {}) => ({
  email,
  tenantId: "acme",
  id: "an-invitation",
  role: "admin",
  status: "open",
  secretDigest: createHash("sha256").update(INVITATION_SECRET).digest("base64url"),
  invitedBy: INVITER,
  createdAt: "2026-04-01T00:00:00.000Z",
  expiresAt: Date.parse("2099-12-31T00:00:00.000Z") / 1000,
  version: 1,
  changedBy: INVITER,
  changedAt: "2026-04-01T00:00:00.000Z",
  listKey: email,
  ...changes,
});

export const profile = (changes: Record<string, unknown> = {}) => ({
  sub: ADA,
  item: "profile",
  status: "active",
  activeTenant: "acme",
  origin: "sign-up",
  createdAt: "2026-01-01T00:00:00.000Z",
  email: ADAS_ADDRESS,
  emailVerified: true,
  name: "Ada Lovelace",
  ...changes,
});

/** A profile with the members that a client and a sign-in add. */
export const fullProfile = (changes: Record<string, unknown> = {}) => ({
  ...profile(),
  locale: "en",
  lastSignInAt: "2026-04-30T08:00:00.000Z",
  ...changes,
});

interface Named {
  name?: string | undefined;
  email?: string | undefined;
}

export const membership = (
  tenantId = "acme",
  sub = ADA,
  role = "member",
  { name, email }: Named = { name: "Ada Lovelace", email: ADAS_ADDRESS },
) => ({
  sub,
  item: `tenant#${tenantId}`,
  tenantId,
  role,
  status: "active",
  version: 1,
  since: "2026-01-01T00:00:00.000Z",
  ...(name !== undefined && { name }),
  ...(email !== undefined && { email }),
  nameKey: `${(name ?? email ?? "").toLowerCase()}#${sub}`,
  addressKey: `${email ?? ""}#${sub}`,
  place: `${tenantId}#${role}#active`,
});

/** A membership after an admin of the tenant has suspended it. */
export const suspendedMembership = (tenantId = "acme", sub = ADA, role = "member") => ({
  ...membership(tenantId, sub, role),
  status: "suspended",
  version: 2,
  place: `${tenantId}#${role}#suspended`,
  changedAt: "2026-02-01T00:00:00.000Z",
});

/** A membership that has ended. */
export const formerMembership = (tenantId = "acme", sub = ADA, role = "member") => ({
  sub,
  item: `tenant#${tenantId}`,
  tenantId,
  role,
  status: "removed",
  version: 2,
  since: "2026-01-01T00:00:00.000Z",
  changedAt: "2026-02-01T00:00:00.000Z",
});

/** A person with a profile, in one tenant. */
export const person = (changes: Record<string, unknown> = {}, role = "member") => {
  const ofPerson = profile(changes);
  return [ofPerson, membership(ofPerson.activeTenant, ofPerson.sub, role, ofPerson)];
};

/** The profile of Ada if she comes through a provider, in a tenant that the provider is bound to. */
export const federated = (changes: Record<string, unknown> = {}) =>
  fullProfile({ origin: "federation", federatedAs: ADAS_ACCOUNT, emailVerified: false, ...changes });

export const exclusion = (status: string, since: string, address = ADAS_ADDRESS) =>
  exclusionOf(`email#${address}`, status, since);

export const accountExclusion = (status: string, since: string, userName = ADAS_ACCOUNT) =>
  exclusionOf(`identity#${userName.toLowerCase()}`, status, since);

/** The key of a mark in the People table. */
export const keyOfMark = (mark: string): string => `mark#${createHash("sha256").update(mark).digest("hex")}`;

export const exclusionOf = (mark: string, status: string, since: string, tenantId?: string) => ({
  sub: keyOfMark(mark),
  item: tenantId === undefined ? "exclusion" : `exclusion#${tenantId}`,
  status,
  since,
});

/** The items of the People table that say which marks belong to a profile. Other items have none. */
export function holdersOf(item: Record<string, unknown>) {
  if (item.item !== "profile") return [];
  const {
    sub,
    email,
    federatedAs,
    addresses = [],
    provenAddresses = [],
    accounts = [],
  } = item as {
    sub: string;
    email?: string;
    federatedAs?: string;
    addresses?: Iterable<string>;
    provenAddresses?: Iterable<string>;
    accounts?: Iterable<string>;
  };
  const all = [...(email === undefined ? [] : [email]), ...addresses, ...provenAddresses];
  const accountsOf = [...(federatedAs === undefined ? [] : [federatedAs.toLowerCase()]), ...accounts];
  const marks = [...all.map(emailMark), ...accountsOf.map(identityMark)];
  return [...new Set(marks)].map((mark) => ({ sub: keyOfMark(mark), item: `person#${sub}` }));
}
