import { createHash } from "node:crypto";
import { readEmail } from "../../../shared/email";
import { migrationsTable } from "../../../shared/legacy-users/migrations-table";
import { exclusionsTable } from "../../../shared/people/exclusions-table";
import type { Identity } from "../../../shared/people/identity";
import { peopleTable } from "../../../shared/people/people-table";
import type { SignUpPolicy } from "../../../shared/people/placement";
import { createProvisioning } from "../../../shared/people/provisioning";
import { invitationsTable } from "../../../shared/tenants/invitations-table";
import { tenantsTable } from "../../../shared/tenants/tenants-table";
import { type LocalStage, nameOf } from "./local-stage";

export const ADA = "d3a4f8e2-7041-70c5-9b1e-2f6c0a91d4b7";
/** What the pool calls the same woman after she has deleted her user and signed up again. */
export const ADA_AGAIN = "53b4d8a2-10e1-7046-2c8f-8e1d5f90b7a6";
export const ADDRESS = "ada@acme.example";
/** What the pool calls her when she comes through an identity provider. */
export const ACCOUNT = "PartnerOidc_00u1";

export const ACME = { id: "tenant#acme", name: "Acme", status: "active", defaultRole: "member" };
export const GLOBEX = { id: "tenant#globex", name: "Globex", status: "active", defaultRole: "viewer" };
export const ACMES_DOMAIN = { id: "domain#acme.example", tenantId: "acme" };

export const profile = (changes: Record<string, unknown> = {}) => ({
  sub: ADA,
  item: "profile",
  status: "active",
  activeTenant: "acme",
  origin: "sign-up",
  createdAt: "2026-01-01T00:00:00.000Z",
  email: ADDRESS,
  emailVerified: true,
  name: "Ada Lovelace",
  locale: "en",
  lastSignInAt: "2026-04-30T08:00:00.000Z",
  ...changes,
});

/** Ada, as somebody who comes through a provider, in a tenant that the provider is bound to. */
export const federated = (changes: Record<string, unknown> = {}) =>
  profile({ origin: "federation", federatedAs: ACCOUNT, emailVerified: false, ...changes });

/** Her identity at that provider, as the triggers see it. */
export const throughProvider = (authoritativeFor: readonly string[] = []): Identity["federation"] => ({
  userName: ACCOUNT,
  provider: { tenantId: "acme", authoritativeFor },
});

export const membership = (tenantId = "acme", sub = ADA) => ({
  sub,
  item: `tenant#${tenantId}`,
  tenantId,
  role: "member",
  since: "2026-01-01T00:00:00.000Z",
});

export const invitation = (changes: Record<string, unknown> = {}) => ({
  email: ADDRESS,
  tenantId: "acme",
  role: "admin",
  invitedBy: "operator",
  createdAt: "2026-04-01T00:00:00.000Z",
  expiresAt: Date.parse("2026-12-31T00:00:00.000Z") / 1000,
  ...changes,
});

export const exclusion = (status: string, since: string, address = ADDRESS) =>
  exclusionOf(`email#${address}`, status, since);

export const accountExclusion = (status: string, since: string, userName = ACCOUNT) =>
  exclusionOf(`identity#${userName.toLowerCase()}`, status, since);

const exclusionOf = (mark: string, status: string, since: string) => ({
  sub: `excluded#${createHash("sha256").update(mark).digest("hex")}`,
  item: "exclusion",
  status,
  since,
});

/** What the triggers do when Ada, or whoever has her address now, comes for tokens. */
export async function provision(
  { client, now }: LocalStage,
  {
    sub = ADA,
    policy = "open",
    legacyId,
    address = ADDRESS,
    federation,
  }: {
    sub?: string;
    policy?: SignUpPolicy;
    legacyId?: string;
    address?: string;
    federation?: Identity["federation"];
  } = {},
) {
  const identity: Identity = {
    sub,
    email: readEmail(address),
    emailVerified: federation === undefined,
    federation,
    assigned: { tenantId: undefined, role: undefined },
    legacyId,
    name: "Ada Lovelace",
    locale: undefined,
  };
  const tables = {
    people: peopleTable(client, nameOf("PeopleTable")),
    exclusions: exclusionsTable(client, nameOf("PeopleTable")),
    tenants: tenantsTable(client, nameOf("TenantsTable"), "public"),
    invitations: invitationsTable(client, nameOf("InvitationsTable")),
    migrations: migrationsTable(client, nameOf("MigrationsTable")),
  };
  return createProvisioning(tables, { signUpPolicy: policy, publicTenant: "public" })(identity, {
    now,
    signal: new AbortController().signal,
  });
}
