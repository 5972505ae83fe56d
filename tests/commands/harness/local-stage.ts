import type { StageParameters } from "../../../commands/stage/parameters";
import type { RunningEdition } from "../../../commands/stage/running-edition";
import type { TableId } from "../../../commands/stage/table-names";
import { withoutChange } from "../../harness/change-context";
import { operatorCalls } from "../../harness/operator-calls";
import { parametersOfDev } from "../../harness/packaged-service";
import { holdersOf } from "../../harness/people";
import { type CommandResult, runCommand } from "../../harness/run-command";
import { startTables, type Tables } from "../../harness/tables";

const KEYS: Readonly<Record<string, readonly string[]>> = {
  PeopleTable: ["sub", "item"],
  TenantsTable: ["id"],
  InvitationsTable: ["email", "tenantId"],
  AuditTable: ["tenantId", "id"],
  MigrationsTable: ["legacyId"],
  LegacyUsersTable: ["login"],
  ItemsTable: ["owner", "item"],
} satisfies Record<TableId, readonly string[]>;

export const nameOf = (table: string): string => `cognito-triggers-dev-${table}`;

/**
 * Its `put` adds the holders of a profile's marks, as the triggers do. Its `all` gives the items in the order of their
 * keys, without holders, and without who has changed an item last.
 */
export interface LocalStage extends Tables {
  /** Who bears which mark, in the order of marks. */
  holders(): Promise<readonly Record<string, unknown>[]>;
  /** What else runs with the tables; without it, commands know neither a pool nor DNS. */
  running: Pick<RunningEdition, "pool" | "dns"> | undefined;
  /** What commands take for the present; a test may move it. */
  now: Date;
  /** What serverless.yml says of the stage `dev`; a test may change it. */
  parameters: () => Promise<StageParameters>;
  /** Runs a command as its npm script does, in this process. */
  run(...words: string[]): Promise<CommandResult>;
  /** The same, with somebody at the terminal who answers. */
  runAnswering(answer: string, ...words: string[]): Promise<CommandResult>;
}

type Item = Record<string, unknown>;

const isHolder = ({ item }: Item): boolean => String(item).startsWith("person#");

function sorted(table: string, items: readonly Item[]): Item[] {
  const keyOf = (item: Item) => (KEYS[table] ?? []).map((name) => item[name]).join("\n");
  return [...items].sort((one, other) => keyOf(one).localeCompare(keyOf(other)));
}

/** What the stack's policy for operators allows. */
const isAllowedToOperators = (call: string): boolean =>
  operatorCalls().includes(call.replace(/(?<=\/index\/).*/, "*"));

/** An embedded DynamoDB with the empty tables of the stage `dev`, named as a local edition names them. */
export async function startLocalStage(): Promise<LocalStage> {
  const tables = await startTables(nameOf);
  const run = async (answer: string | undefined, [command = "", ...words]: readonly string[]) => {
    let result!: CommandResult;
    const calls = await tables.callsDuring(async () => {
      result = await runCommand([command, "--endpoint", tables.endpoint, ...words], {
        answer,
        clock: () => stage.now,
        readParameters: () => stage.parameters(),
        findRunningEdition: async () =>
          stage.running && { pid: 1, tables: tables.endpoint, ...stage.running },
      });
    });
    const stray = [...calls]
      .map((call) => call.replaceAll(nameOf(""), ""))
      .filter((call) => !isAllowedToOperators(call));
    expect(stray).toEqual([]);
    return result;
  };
  const stage: LocalStage = {
    ...tables,
    async put(table, ...items) {
      await tables.put(table, ...items);
      if (table === "PeopleTable") await tables.put(table, ...items.flatMap(holdersOf));
    },
    holders: async () => sorted("PeopleTable", (await tables.all("PeopleTable")).filter(isHolder)),
    running: undefined,
    now: new Date("2026-05-01T12:00:00.000Z"),
    parameters: parametersOfDev,
    all: async (table) =>
      sorted(
        table,
        withoutChange((await tables.all(table)).filter((item) => table !== "PeopleTable" || !isHolder(item))),
      ),
    run: (...words) => run(undefined, words),
    runAnswering: (answer, ...words) => run(answer, words),
  };
  return stage;
}

/** What commands print for an operator to run against the user pool of a local edition. */
export const poolCommands = (
  action: "admin-get-user" | "admin-delete-user",
  sub: string,
  endpoint = "http://127.0.0.1:9229",
): readonly string[] => {
  const aws = `AWS_ACCESS_KEY_ID=local AWS_SECRET_ACCESS_KEY=local aws cognito-idp --endpoint-url ${endpoint}`;
  const pool = '--region eu-central-1 --user-pool-id "$POOL"';
  return [
    `  POOL=$(curl -s ${endpoint}/outputs | node -pe "JSON.parse(fs.readFileSync(0)).UserPoolId")`,
    `  NAME=$(${aws} list-users ${pool} --output text --filter 'sub = "${sub}"' --query "Users[0].Username")`,
    `  ${aws} ${action} ${pool} --username "$NAME"`,
  ];
};
