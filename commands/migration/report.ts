import { operatorPeopleTable } from "../../shared/people/operator-people-table";
import { describeAwsError } from "../cli/aws-error";
import { defineCommand } from "../cli/command";
import { progress } from "../cli/progress";
import { wholeNumberFrom } from "../cli/values";
import { otherSourceOf } from "../legacy/other-source";
import type { Stage } from "../stage/stage";
import { SERVICE } from "../stage/table-names";
import { type OutcomeCount, readUnsuccessful, UNSUCCESSFUL } from "../stores/migration-metric";
import { operatorLegacyUsers } from "../stores/operator-legacy-users";
import { type OperatorMigrations, operatorMigrations } from "../stores/operator-migrations";
import { operatorPool } from "../stores/operator-pool";
import { countPending } from "./pending-users";
import { findUnproven } from "./unproven-people";

export const command = defineCommand({
  summary: "Reports how far the migration has come",
  explanation: [
    "Counts who has moved over, by week, from the Migrations table; who is still to come, if the LegacyUsers table is the",
    "legacySource of the stage in serverless.yml; and how often user-migration brought nobody over, or failed, from its",
    "metric in CloudWatch. Both tables are read as a whole, page by page, and each old user is looked up among those who",
    "have moved over. Weeks begin on Monday, in UTC.",
    "With --unproven it also lists those who have moved over with an address that nobody has proven, and therefore belong",
    "nowhere. No table lists them and Cognito cannot search for them, so the whole user pool is read, 60 users at a time.",
    "That takes the better part of an hour for a million users.",
  ].join("\n"),
  args: {},
  options: {
    weeks: { value: "<1 to 60>", default: "12", explanation: "how many weeks to list" },
    unproven: { explanation: "list who belongs nowhere because their address is not proven" },
  },
  async perform({ options }, { stage, terminal, clock, parameters }) {
    const now = clock();
    const weeks = lastWeeks(now, wholeNumberFrom("weeks", options.weeks, 60));
    const otherSource = otherSourceOf(await parameters());
    const migrations = await stage.open("MigrationsTable", operatorMigrations);
    const tell = progress(clock, terminal.printMessage);
    const moved = await movedOver(migrations, weeks, (rows) => tell(() => `Migrations read: ${rows}`));
    const unsuccessful = await unsuccessfulIn(stage, weeks, now);
    return [
      ...tableOf(weeks, [moved, ...unsuccessful.columns]),
      "",
      ...unsuccessful.remarks,
      await pendingOf(otherSource, () =>
        pendingIn(stage, migrations, (rows) => tell(() => `Old users read: ${rows}`)),
      ),
      ...(options.unproven
        ? await unprovenIn(stage, (users) => tell(() => `Users of the pool read: ${users}`))
        : []),
    ];
  },
});

/** How often something happened, by week. */
interface Column {
  readonly title: string;
  readonly counts: ReadonlyMap<string, number>;
}

const EARLIER = "earlier";

async function movedOver(
  migrations: Pick<OperatorMigrations, "all">,
  weeks: readonly string[],
  onProgress: (rows: number) => void,
): Promise<Column> {
  const counts = new Map<string, number>();
  let rows = 0;
  for await (const { migratedAt } of migrations.all()) {
    const week = weekOf(migratedAt);
    add(counts, weeks.includes(week) ? week : EARLIER, 1);
    rows += 1;
    onProgress(rows);
  }
  return { title: "Moved over", counts };
}

function add(counts: Map<string, number>, week: string, count: number): void {
  counts.set(week, (counts.get(week) ?? 0) + count);
}

interface Unsuccessful {
  readonly columns: readonly Column[];
  readonly remarks: readonly string[];
}

/** Without CloudWatch, the rest of the report is still useful. */
async function unsuccessfulIn(
  stage: Stage,
  [first = ""]: readonly string[],
  now: Date,
): Promise<Unsuccessful> {
  if (stage.endpoint !== undefined)
    return {
      columns: [],
      remarks: ["Unsuccessful attempts are not counted: a stage that is not in AWS has no CloudWatch."],
    };
  try {
    const counts = await readUnsuccessful(stage, { from: new Date(first), to: now });
    return { columns: columnsOf(counts), remarks: reasonsOf(stage) };
  } catch (error) {
    const description = describeAwsError(error, stage, "CloudWatch");
    if (description === undefined) throw error;
    return { columns: [], remarks: [`Unsuccessful attempts are not counted. ${description}`] };
  }
}

const columnsOf = (outcomes: readonly OutcomeCount[]): readonly Column[] =>
  UNSUCCESSFUL.map(({ outcome, title }) => {
    const counts = new Map<string, number>();
    for (const counted of outcomes)
      if (counted.outcome === outcome) add(counts, weekOf(counted.day), counted.count);
    return { title, counts };
  });

/** Only log lines have the reasons, because a metric for each reason would cost as much as all others together. */
const reasonsOf = ({ stage }: Stage): readonly string[] => [
  `For the reasons, run this query in CloudWatch Logs Insights on /aws/lambda/${SERVICE}-${stage}-user-migration:`,
  '  filter outcome = "not-migrated" | stats count(*) by reason',
];

function tableOf(weeks: readonly string[], columns: readonly Column[]): readonly string[] {
  const row = (name: string, cells: readonly string[]) =>
    [name.padEnd(10), ...cells.map((cell, index) => cell.padStart(columns[index]?.title.length ?? 0))].join(
      "  ",
    );
  const counted = (week: string) => columns.map(({ counts }) => String(counts.get(week) ?? 0));
  const sums = columns.map(({ counts }) =>
    String([...counts.values()].reduce((sum, count) => sum + count, 0)),
  );
  const isEarlier = columns.some(({ counts }) => counts.has(EARLIER));
  return [
    row(
      "Week of",
      columns.map(({ title }) => title),
    ),
    ...(isEarlier ? [row(EARLIER, counted(EARLIER))] : []),
    ...weeks.map((week) => row(week, counted(week))),
    row("total", sums),
  ];
}

/** @param count counts those in the table of the stage */
async function pendingOf(source: string | undefined, count: () => Promise<string>): Promise<string> {
  if (source === undefined) return count();
  return source === "none"
    ? "Nobody is still to come: the migration is over (legacySource: none in serverless.yml)."
    : `Who is still to come is not counted: the old users are in another system (legacySource: ${source} in serverless.yml).`;
}

async function pendingIn(
  stage: Stage,
  migrations: OperatorMigrations,
  onProgress: (rows: number) => void,
): Promise<string> {
  const legacyUsers = await stage.open("LegacyUsersTable", operatorLegacyUsers);
  const { all, pending, disabled } = await countPending(legacyUsers, migrations, (counts) =>
    onProgress(counts.all),
  );
  return `Old users in the LegacyUsers table: ${all}. Still to come: ${pending}. Disabled and not moved over: ${disabled}.`;
}

async function unprovenIn(stage: Stage, onProgress: (users: number) => void): Promise<readonly string[]> {
  const ports = {
    pool: await stage.openPool(operatorPool),
    people: await stage.open("PeopleTable", operatorPeopleTable),
  };
  const lines: string[] = [];
  for await (const { sub, email, legacyId, createdAt } of findUnproven(ports, onProgress))
    lines.push(`  ${email ?? "no address"}  legacy id ${legacyId}  ${sub}  since ${createdAt}`);
  return [
    "",
    `Moved over, but belong nowhere because their address is not proven: ${lines.length}`,
    ...lines,
    ...(lines.length === 0
      ? []
      : [
          "The numbers above count them as still to come until they have a profile. Once you know that a mailbox is theirs:",
          "  npm run people:prove-address -- <e-mail>",
        ]),
  ];
}

const DAY_MS = 86_400_000;

/** The Monday, in UTC, with which the week of a moment begins. */
function weekOf(moment: Date | string): string {
  const days = Math.floor(new Date(moment).getTime() / DAY_MS);
  if (Number.isNaN(days)) return "";
  // The first of January 1970 was a Thursday.
  const monday = days - ((days + 3) % 7);
  return new Date(monday * DAY_MS).toISOString().slice(0, 10);
}

/** This week and those before it, the oldest first. */
const lastWeeks = (now: Date, count: number): readonly string[] =>
  Array.from({ length: count }, (_, index) =>
    weekOf(new Date(now.getTime() - (count - 1 - index) * 7 * DAY_MS)),
  );
