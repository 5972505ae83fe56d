import { migrationsTable } from "../../shared/legacy-users/migrations-table";
import { exclusionsTable } from "../../shared/people/exclusions-table";
import { holdersTable } from "../../shared/people/holders-table";
import { peopleTable } from "../../shared/people/people-table";
import type { PlacementPolicy } from "../../shared/people/placement";
import { readSignUpPolicy } from "../../shared/people/placement-policy";
import { createProvisioning } from "../../shared/people/provisioning";
import { remembered } from "../../shared/remembered";
import { identityProvidersTable } from "../../shared/tenants/identity-providers-table";
import { invitationsTable } from "../../shared/tenants/invitations-table";
import { readTenantId } from "../../shared/tenants/tenant";
import { type CommandDependencies, defineCommand } from "../cli/command";
import { progress } from "../cli/progress";
import { wholeNumberFrom } from "../cli/values";
import { IMPORT_OPTIONS, importFile, planImport } from "../importing/import-file";
import type { ImportJournal } from "../importing/journal";
import { Pace } from "../importing/pace";
import { FILE_OPTIONS, fileFormatFrom } from "../rows/file-options";
import type { StageParameters } from "../stage/parameters";
import { batchedGets } from "../stores/batched-gets";
import { operatorPool } from "../stores/operator-pool";
import { quickRequests } from "../stores/quick-requests";
import { tenantRows } from "../stores/tenant-rows";
import { failuresIn, PEOPLE_COUNTS, type PeopleCount } from "./importing/counts";
import type { PersonImportPorts } from "./importing/import-person";
import { newcomerFacts } from "./importing/newcomer-facts";
import { PERSON_FIELDS } from "./importing/person-row";
import { PoolDirectory } from "./importing/pool-directory";
import { reportOf } from "./importing/report";
import { dryTarget, tableTarget } from "./importing/targets";

const HIGHEST_RATE = 10_000;

export const command = defineCommand({
  summary: "Makes users of the pool members of tenants, from a CSV or JSONL file",
  explanation: [
    "Reads the whole user pool, page by page, and then a file whose rows say which of its users belong to which tenant. The",
    "file is CSV whose first line names the columns, or has one JSON object a line; - is the standard input. The fields are",
    "sub or email, tenantId, role, name and locale. An email means the one user who has proven it. Without a role it is the",
    "tenant's default role. Somebody new gets a profile and the membership; somebody who has a profile gets the further",
    "membership, and keeps the rest. Whoever is suspended, removed or kept out stays so. The error file says which line was",
    "not imported and why, and quotes nothing of the row. The same file can be imported again: what is there stays as it is.",
    "An interrupted import continues with --resume and the same options. It leaves room for sign-ins: no more rows begin in a",
    "second than --rate says, and fewer for a while where a table was too busy.",
  ].join("\n"),
  args: { file: "<file>" },
  options: {
    ...FILE_OPTIONS,
    ...IMPORT_OPTIONS,
    rate: { value: "<rows>", default: "500", explanation: "how many rows begin in a second at most" },
    "dry-run": { explanation: "read the pool, the tables and the file, and write nothing" },
  },
  async perform({ args, options }, dependencies) {
    const { stage } = dependencies;
    const format = fileFormatFrom(options, PERSON_FIELDS);
    const { map, delimiter, "dry-run": isDry } = options;
    const pace = new Pace(wholeNumberFrom("rate", options.rate, HIGHEST_RATE));
    const plan = planImport({ ...options, file: args.file, isDry });
    const policy = policyIn(await dependencies.parameters());
    const table = await stage.nameOf("PeopleTable");
    const { region, endpoint } = stage;
    let pool: PoolDirectory | undefined;

    return importFile(
      {
        plan,
        format,
        needed: ["tenantId"],
        settings: { region, endpoint, table, map, delimiter },
        toStartAgain: "delete it",
        counts: PEOPLE_COUNTS,
        async open() {
          const ports = await openPorts(policy, dependencies);
          pool = await readPool(dependencies);
          const { context } = dependencies;
          return (isDry ? dryTarget : tableTarget)({ pool, ports, pace, context });
        },
        describe: describeProgress,
        report: (journal, isWhole) =>
          reportOf(journal, {
            table: isDry ? undefined : table,
            errors: plan.errors,
            isWhole,
            ignored: format.columns.ignored,
            unnamed: plan.resume || !isWhole ? undefined : pool?.unnamed,
            policy,
          }),
      },
      dependencies,
    );
  },
});

const policyIn = ({ signUpPolicy, publicTenant }: StageParameters): PlacementPolicy => ({
  signUpPolicy: readSignUpPolicy(signUpPolicy),
  publicTenant: readTenantId(publicTenant),
});

async function openPorts(
  policy: PlacementPolicy,
  { stage }: CommandDependencies,
): Promise<PersonImportPorts> {
  const rows = await stage.open("TenantsTable", tenantRows);
  const people = await stage.nameOf("PeopleTable");
  const invitations = await stage.nameOf("InvitationsTable");
  const [client, get] = await stage.open("PeopleTable", (documents) => [
    // Whatever an import writes may be written again.
    quickRequests(documents),
    batchedGets(documents),
  ]);
  const tables = {
    people: peopleTable(client, people),
    exclusions: exclusionsTable(client, people),
    holders: holdersTable(client, people),
    tenants: {
      find: remembered(rows.find),
      // A domain places nobody who is imported, so a domain without an owner may be remembered.
      ownerOf: remembered(rows.ownerOf, { absenceMs: 60_000 }),
    },
    invitations: invitationsTable(client, invitations),
    migrations: await stage.open("MigrationsTable", migrationsTable),
  };
  return {
    ...tables,
    facts: newcomerFacts(get, { people, invitations }),
    provision: createProvisioning(tables, policy),
    publicTenant: policy.publicTenant,
  };
}

async function readPool({ stage, signal, clock, terminal }: CommandDependencies): Promise<PoolDirectory> {
  const providers = await stage.open("TenantsTable", identityProvidersTable);
  const pool = await stage.openPool(operatorPool);
  const tell = progress(clock, terminal.printMessage);
  return PoolDirectory.read(pool.all(), { findProvider: remembered(providers.find), signal }, (count) =>
    tell(() => `Users of the pool read: ${count}`),
  );
}

const describeProgress = ({ line, counts }: ImportJournal<PeopleCount>): string =>
  `Line ${line}: ${counts.imported} imported, ${counts.there} there already, ${failuresIn(counts)} not imported.`;
