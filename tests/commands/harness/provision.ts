import { readEmail } from "../../../shared/email";
import { migrationsTable } from "../../../shared/legacy-users/migrations-table";
import { exclusionsTable } from "../../../shared/people/exclusions-table";
import { holdersTable } from "../../../shared/people/holders-table";
import type { Identity } from "../../../shared/people/identity";
import { peopleTable } from "../../../shared/people/people-table";
import type { SignUpPolicy } from "../../../shared/people/placement";
import { createProvisioning } from "../../../shared/people/provisioning";
import { invitationsTable } from "../../../shared/tenants/invitations-table";
import { tenantsTable } from "../../../shared/tenants/tenants-table";
import { changeAt } from "../../harness/change-context";
import { ADA, ADAS_ACCOUNT, ADAS_ADDRESS } from "../../harness/people";
import { type LocalStage, nameOf } from "./local-stage";

/** Her identity at that provider, as the triggers see it. */
export const throughProvider = (authoritativeFor: readonly string[] = []): Identity["federation"] => ({
  userName: ADAS_ACCOUNT,
  provider: { name: "PartnerOidc", tenantId: "acme", authoritativeFor },
});

/** What the triggers do when Ada, or whoever has her address now, comes for tokens. */
export async function provision(
  { client, now }: LocalStage,
  {
    sub = ADA,
    policy = "open",
    legacyId,
    address = ADAS_ADDRESS,
    federation,
    linked = [],
  }: {
    sub?: string;
    policy?: SignUpPolicy;
    legacyId?: string;
    address?: string;
    federation?: Identity["federation"];
    linked?: readonly string[];
  } = {},
) {
  const identity: Identity = {
    sub,
    email: readEmail(address),
    emailVerified: federation === undefined,
    federation,
    accounts: federation === undefined ? linked : [federation.userName.toLowerCase(), ...linked],
    assigned: { tenantId: undefined, role: undefined },
    legacyId,
    name: "Ada Lovelace",
    locale: undefined,
  };
  const tables = {
    people: peopleTable(client, nameOf("PeopleTable")),
    holders: holdersTable(client, nameOf("PeopleTable")),
    exclusions: exclusionsTable(client, nameOf("PeopleTable")),
    tenants: tenantsTable(client, nameOf("TenantsTable"), "public"),
    invitations: invitationsTable(client, nameOf("InvitationsTable")),
    migrations: migrationsTable(client, nameOf("MigrationsTable")),
  };
  return createProvisioning(tables, { signUpPolicy: policy, publicTenant: "public" })(
    identity,
    changeAt(now),
  );
}
