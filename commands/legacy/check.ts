import { readLegacyUser } from "../../shared/legacy-users/legacy-user";
import { HIGHEST_MIGRATION_FLOOR_MS } from "../../shared/runtime/time-budget";
import { defineCommand } from "../cli/command";
import { progress } from "../cli/progress";
import type { Parameters } from "../stage/stage-parameters";
import { type OperatorLegacyUsers, operatorLegacyUsers } from "../stores/operator-legacy-users";
import { floorFor, MEMORY_OF_A_PROCESSOR, measure, slownessWith } from "./floor";
import type { PasswordRules } from "./hash-finding";
import { RowError, readHash, readStanding, storedIn } from "./legacy-row";
import { remarkOnSource } from "./other-source";
import { passwordRules, READING_OPTIONS, type Reading, readingFrom } from "./reading";
import { type Fields, type MalformedRow, rowsByField } from "./rows";
import { withSourceFile } from "./source-file";
import { type Group, Survey } from "./survey";
import { UnverifiedAddresses } from "./unverified-addresses";

const SECTIONS: readonly (readonly [Group["kind"], string])[] = [
  ["supported", "Supported"],
  ["too-costly", "Too costly: more than legacyPasswords.ceilings allows"],
  ["no-scheme", "In need of a scheme, which the old system must tell: --scheme, or a column"],
  ["unknown-scheme", "Of an unknown scheme"],
  ["malformed", "Malformed, or without a parameter that is needed"],
  ["damaged", "Damaged, as by a column that is too short, or of a variant that is not supported"],
  ["switched-off", "Switched off: legacyPasswords.allow does not name it"],
  ["unsupported", "Not supported"],
  ["no-hash", "Without a hash"],
  ["unreadable", "Not readable as a row"],
];

export const legacyCheck = defineCommand({
  summary: "Says which formats of password hashes the old users have, and whether they are supported",
  explanation: [
    "Reads the whole LegacyUsers table, page by page, or a file as legacy:import takes it, and counts the hashes by format",
    "and cost: which are supported with the parameters that serverless.yml has for the stage, which are not, and which need",
    "a scheme. It counts the addresses that the old system has not verified, by whether their rows have a tenant. Then it",
    "takes the time of the most frequent hash on this computer and works out a migrationFloor for the stage. Neither",
    "logins nor hashes are printed.",
  ].join("\n"),
  words: {},
  options: {
    file: { value: "<file>", explanation: "a file instead of the table; - is the standard input" },
    ...READING_OPTIONS,
  },
  async perform({ options }, { stage, terminal, clock, parameters }) {
    const reading = readingFrom(options);
    const ofStage = await parameters();
    const rules = passwordRules(ofStage, reading);
    const survey = new Survey(rules);
    const unverified = new UnverifiedAddresses(ofStage);
    const counts = { survey, unverified };
    const tell = progress(clock, terminal.complain);
    const onRow = () => tell(() => `Rows read: ${survey.total}`);
    const end =
      options.file === undefined
        ? await surveyTable(await stage.open("LegacyUsersTable", operatorLegacyUsers), counts, onRow)
        : await surveyFile(options.file, reading, counts, onRow);
    const lines = [
      `Old users in ${options.file ?? (await stage.nameOf("LegacyUsersTable"))}: ${survey.total}`,
      `They are read with the parameters of the stage ${stage.stage}.`,
      ...(options.file === undefined ? remarkOnSource(stage.stage, ofStage) : []),
      ...(end === undefined ? [] : [describeEnd(end)]),
      ...sectionsOf(survey.groups),
      ...unverified.lines,
      ...(await floorOf(survey.groups, rules, ofStage)),
    ];
    return end === undefined ? lines : { incomplete: lines };
  },
});

interface Counts {
  readonly survey: Survey;
  readonly unverified: UnverifiedAddresses;
}

async function surveyTable(
  legacyUsers: Pick<OperatorLegacyUsers, "all">,
  { survey, unverified }: Counts,
  onRow: () => void,
): Promise<undefined> {
  for await (const item of legacyUsers.all()) {
    unverified.add(readLegacyUser(String(item.login), item));
    survey.add(storedIn(item));
    onRow();
  }
}

/** Returns the row that has kept it from reading the rest. */
const surveyFile = (
  name: string,
  reading: Reading,
  counts: Counts,
  onRow: () => void,
): Promise<MalformedRow | undefined> =>
  withSourceFile(name, async (file) => {
    for await (const row of rowsByField(file, reading, ["hash"])) {
      if ("fields" in row) addRow(row.fields, counts);
      else counts.survey.addUnreadable(row.problem);
      if ("problem" in row && row.isLast) return row;
      onRow();
    }
    return undefined;
  });

const describeEnd = ({ line, problem }: MalformedRow): string =>
  `The reading ended at line ${line}: ${problem}. What comes after it is not counted.`;

function addRow(fields: Fields, { survey, unverified }: Counts): void {
  try {
    const row = { ...readHash(fields), ...readStanding(fields) };
    survey.add(storedIn(row));
    // A file of hashes alone says nothing of addresses.
    if (fields.login !== undefined) unverified.add(readLegacyUser("", row));
  } catch (error) {
    if (!(error instanceof RowError)) throw error;
    survey.addUnreadable(error.message);
  }
}

const sectionsOf = (groups: readonly Group[]): readonly string[] =>
  SECTIONS.flatMap(([kind, title]) => {
    const rows = groups.filter((group) => group.kind === kind);
    return rows.length === 0
      ? []
      : ["", title, ...rows.map(({ count, label }) => `${String(count).padStart(10)}  ${label}`)];
  });

async function floorOf(
  groups: readonly Group[],
  rules: PasswordRules,
  stage: Parameters,
): Promise<readonly string[]> {
  const dominant = groups.find(({ kind }) => kind === "supported");
  if (dominant?.sample === undefined) return [];
  const memory = Number(stage.userMigrationMemory);
  const milliseconds = await measure(dominant.sample, rules);
  const floor = floorFor(milliseconds, memory);
  return [
    "",
    `One check of ${dominant.label} takes ${milliseconds.toFixed(1)} ms on this computer. Lambda gives a whole processor at ` +
      `${MEMORY_OF_A_PROCESSOR} MB,`,
    `so that userMigrationMemory: ${memory} takes ${slownessWith(memory).toFixed(2)} times as long. With a margin:`,
    `migrationFloor: ${floor} (it is ${stage.migrationFloor})`,
    ...(floor > HIGHEST_MIGRATION_FLOOR_MS
      ? [
          `That is more than migrationFloor can be, ${HIGHEST_MIGRATION_FLOOR_MS}: the time tells who exists. Raise userMigrationMemory.`,
        ]
      : []),
  ];
}
