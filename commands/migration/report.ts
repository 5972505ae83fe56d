import { complaintAbout } from "../cli/aws-error";
import { defineCommand } from "../cli/command";
import { UsageError } from "../cli/errors";
import { progress } from "../cli/progress";
import { otherSourceOf } from "../legacy/other-source";
import type { Stage } from "../stage/stage";
import { SERVICE } from "../stage/table-names";
import { type Occurrence, REFUSALS, readRefusals } from "../stores/migration-metric";
import { operatorLegacyUsers } from "../stores/operator-legacy-users";
import { type OperatorMigrations, operatorMigrations } from "../stores/operator-migrations";
import { operatorPeople } from "../stores/operator-people";
import { operatorPool } from "../stores/operator-pool";
import { countPending } from "./pending-users";
import { findUnproven } from "./unproven-people";
import { lastWeeks, weekOf } from "./weeks";

export const migrationReport = defineCommand({
  summary: "Says how far the migration has come",
  explanation: [
    "Counts who has moved over, by week, from the Migrations table; who is still to come, where the LegacyUsers table is the",
    "source that serverless.yml has for the stage; and how often user-migration brought nobody over, or failed, from its",
    "metric in CloudWatch. Both tables are read as a whole, page by page, and each old user is looked up among those who",
    "have moved over. Weeks begin on Monday, in UTC.",
    "With --unproven it lists those who have moved over with an address that nobody has proven, and belong nowhere. No table",
    "knows them, and Cognito cannot search for them, so the whole user pool is read, 60 users at a time: of a million users,",
    "that takes the better part of an hour.",
  ].join("\n"),
  words: {},
  options: {
    weeks: { value: "<1 to 60>", default: "12", explanation: "how many weeks to list" },
    unproven: { explanation: "list who belongs nowhere, because the address is not proven" },
  },
  async perform({ options }, { stage, terminal, clock, parameters }) {
    const now = clock();
    const weeks = lastWeeks(now, weeksFrom(options.weeks));
    const otherSource = otherSourceOf(await parameters());
    const migrations = await stage.open("MigrationsTable", operatorMigrations);
    const tell = progress(clock, terminal.complain);
    const moved = await movedOver(migrations, weeks, (rows) => tell(() => `Migrations read: ${rows}`));
    const refusals = await refusalsOf(stage, weeks, now);
    return [
      ...tableOf(weeks, [moved, ...refusals.columns]),
      "",
      ...refusals.remarks,
      otherSource === undefined
        ? await pendingIn(stage, migrations, (rows) => tell(() => `Old users read: ${rows}`))
        : `Who is still to come is not counted here: the old users are in another system (legacySource: ${otherSource}).`,
      ...(options.unproven
        ? await unprovenIn(stage, (users) => tell(() => `Users of the pool read: ${users}`))
        : []),
    ];
  },
});

/** What happened how often, by week. */
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

interface Refusals {
  readonly columns: readonly Column[];
  readonly remarks: readonly string[];
}

/** The rest of the report is worth something without it. */
async function refusalsOf(stage: Stage, [first = ""]: readonly string[], now: Date): Promise<Refusals> {
  if (stage.endpoint !== undefined)
    return {
      columns: [],
      remarks: ["Refusals are not counted: there is no CloudWatch beside a DynamoDB that is not in AWS."],
    };
  try {
    const occurrences = await readRefusals(stage, { from: new Date(first), to: now });
    return { columns: columnsOf(occurrences), remarks: reasonsOf(stage) };
  } catch (error) {
    const complaint = complaintAbout(error, stage, "CloudWatch");
    if (complaint === undefined) throw error;
    return { columns: [], remarks: [`Refusals are not counted. ${complaint}`] };
  }
}

const columnsOf = (occurrences: readonly Occurrence[]): readonly Column[] =>
  REFUSALS.map(({ outcome, title }) => {
    const counts = new Map<string, number>();
    for (const occurrence of occurrences)
      if (occurrence.outcome === outcome) add(counts, weekOf(occurrence.day), occurrence.count);
    return { title, counts };
  });

/** Reasons are in the log lines alone: each of them a metric of its own would cost as much as all the rest. */
const reasonsOf = ({ stage }: Stage): readonly string[] => [
  `Why nobody was brought over, ask CloudWatch Logs Insights of /aws/lambda/${SERVICE}-${stage}-user-migration:`,
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
    row("in all", sums),
  ];
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
  return `Old users in the LegacyUsers table: ${all}. Still to come: ${pending}. Disabled, and not moved over: ${disabled}.`;
}

async function unprovenIn(stage: Stage, onProgress: (users: number) => void): Promise<readonly string[]> {
  const ports = {
    pool: await stage.openPool(operatorPool),
    people: await stage.open("PeopleTable", operatorPeople),
  };
  const lines: string[] = [];
  for await (const { sub, email, legacyId, createdAt } of findUnproven(ports, onProgress))
    lines.push(`  ${email ?? "no address"}  legacy id ${legacyId}  ${sub}  since ${createdAt}`);
  return [
    "",
    `Moved over, but belong nowhere, because nobody has proven their address: ${lines.length}`,
    ...lines,
    ...(lines.length === 0
      ? []
      : [
          "They are among those who are still to come, until they have a profile. Once you know that a mailbox is theirs:",
          "  npm run people:prove-address -- <e-mail>",
        ]),
  ];
}

function weeksFrom(word: string): number {
  const weeks = /^\d{1,2}$/.test(word) ? Number(word) : 0;
  if (weeks < 1 || weeks > 60) throw new UsageError("--weeks takes a whole number from 1 to 60");
  return weeks;
}
