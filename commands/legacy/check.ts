import { readLegacyUser } from "../../shared/legacy-users/legacy-user";
import { HIGHEST_MIGRATION_FLOOR_MS } from "../../shared/runtime/time-budget";
import { defineCommand } from "../cli/command";
import { progress } from "../cli/progress";
import { RowError } from "../rows/fields";
import type { MalformedRow, RowFields } from "../rows/row";
import { rowsByField } from "../rows/rows-by-field";
import { withSourceFile } from "../rows/source-file";
import type { StageParameters } from "../stage/parameters";
import { type OperatorLegacyUsers, operatorLegacyUsers } from "../stores/operator-legacy-users";
import { floorFor, MEMORY_OF_A_PROCESSOR, measure, slownessWith } from "./floor";
import type { PasswordRules } from "./hash-finding";
import { readAccount, readHash, storedPasswordOf } from "./legacy-row";
import { LEGACY_OPTIONS, type LegacyOptions, legacyOptionsFrom, passwordRules } from "./options";
import { refuseWithoutLegacyUsers, remarkOnSource } from "./other-source";
import { type HashGroup, Survey } from "./survey";
import { UnverifiedAddresses } from "./unverified-addresses";

const SECTIONS: readonly (readonly [HashGroup["kind"], string])[] = [
  ["supported", "Supported"],
  ["too-costly", "Too costly: above legacyPasswords.ceilings"],
  ["no-scheme", "Scheme missing: find it out from the old system, and give it as --scheme or in a column"],
  ["unknown-scheme", "Unknown scheme"],
  ["malformed", "Malformed, or a required parameter is missing"],
  ["damaged", "Damaged, for instance by a column that is too short, or a variant that is not supported"],
  ["switched-off", "Switched off: not in legacyPasswords.allow"],
  ["unsupported", "Not supported"],
  ["no-hash", "Without a hash"],
  ["unreadable", "Unreadable rows"],
];

export const command = defineCommand({
  summary: "Reports the formats of the old users' password hashes, and whether they are supported",
  explanation: [
    "Reads the whole LegacyUsers table, page by page, or a file as legacy:import takes it, and counts the hashes by",
    "format and cost: which are supported with the parameters that serverless.yml has for the stage, which are not, and",
    "which need a scheme. It counts the addresses that the old system has not verified, with and without a tenant. Then",
    "it measures on this computer how long the most frequent hash takes to check, and works out a migrationFloor for the",
    "stage. Neither logins nor hashes are printed.",
  ].join("\n"),
  args: {},
  options: {
    file: { value: "<file>", explanation: "read a file instead of the table; - is the standard input" },
    ...LEGACY_OPTIONS,
  },
  async perform({ options }, { stage, terminal, clock, parameters }) {
    const legacyOptions = legacyOptionsFrom(options);
    const stageParameters = await parameters();
    if (options.file === undefined) refuseWithoutLegacyUsers(stage.stage, stageParameters);
    const rules = passwordRules(stageParameters, legacyOptions);
    const survey = new Survey(rules);
    const unverified = new UnverifiedAddresses(stageParameters);
    const counts = { survey, unverified };
    const tell = progress(clock, terminal.printMessage);
    const onRow = () => tell(() => `Rows read: ${survey.total}`);
    const end =
      options.file === undefined
        ? await surveyTable(await stage.open("LegacyUsersTable", operatorLegacyUsers), counts, onRow)
        : await surveyFile(options.file, legacyOptions, counts, onRow);
    const lines = [
      `Old users in ${options.file ?? (await stage.nameOf("LegacyUsersTable"))}: ${survey.total}`,
      `They were checked with the parameters that serverless.yml has for the stage ${stage.stage}.`,
      ...(options.file === undefined ? remarkOnSource(stage.stage, stageParameters) : []),
      ...(end === undefined ? [] : [describeEnd(end)]),
      ...sectionsOf(survey.groups),
      ...unverified.lines,
      ...(await floorOf(survey.groups, rules, stageParameters)),
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
    survey.add(storedPasswordOf(item));
    onRow();
  }
}

/** Returns the row after which the rest could not be read, if any. */
const surveyFile = (
  name: string,
  legacyOptions: LegacyOptions,
  counts: Counts,
  onRow: () => void,
): Promise<MalformedRow | undefined> =>
  withSourceFile(name, async (file) => {
    for await (const row of rowsByField(file, legacyOptions, ["hash"])) {
      if ("fields" in row) addRow(row.fields, counts);
      else counts.survey.addUnreadable(row.problem);
      if ("problem" in row && row.isLast) return row;
      onRow();
    }
    return undefined;
  });

const describeEnd = ({ line, problem }: MalformedRow): string =>
  `Nothing after line ${line} could be read or counted: ${problem}.`;

function addRow(fields: RowFields, { survey, unverified }: Counts): void {
  try {
    const row = { ...readHash(fields), ...readAccount(fields) };
    survey.add(storedPasswordOf(row));
    // A file of hashes alone says nothing about addresses.
    if (fields.login !== undefined) unverified.add(readLegacyUser("", row));
  } catch (error) {
    if (!(error instanceof RowError)) throw error;
    survey.addUnreadable(error.message);
  }
}

const sectionsOf = (groups: readonly HashGroup[]): readonly string[] =>
  SECTIONS.flatMap(([kind, title]) => {
    const rows = groups.filter((group) => group.kind === kind);
    return rows.length === 0
      ? []
      : ["", title, ...rows.map(({ count, label }) => `${String(count).padStart(10)}  ${label}`)];
  });

async function floorOf(
  groups: readonly HashGroup[],
  rules: PasswordRules,
  stage: StageParameters,
): Promise<readonly string[]> {
  const mostFrequent = groups.find(({ kind }) => kind === "supported");
  if (mostFrequent?.sample === undefined) return [];
  const memory = Number(stage.userMigrationMemory);
  const milliseconds = await measure(mostFrequent.sample, rules);
  const floor = floorFor(milliseconds, memory);
  return [
    "",
    `One check of ${mostFrequent.label} takes ${milliseconds.toFixed(1)} ms on this computer. Lambda gives a whole processor at ` +
      `${MEMORY_OF_A_PROCESSOR} MB,`,
    `so with userMigrationMemory: ${memory} it takes ${slownessWith(memory).toFixed(2)} times as long. With a margin:`,
    `migrationFloor: ${floor} (now ${stage.migrationFloor})`,
    ...(floor > HIGHEST_MIGRATION_FLOOR_MS
      ? [
          `That is above the highest migrationFloor, ${HIGHEST_MIGRATION_FLOOR_MS}: response times would reveal who exists. Raise userMigrationMemory.`,
        ]
      : []),
  ];
}
