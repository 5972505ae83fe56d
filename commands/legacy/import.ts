import { defineCommand } from "../cli/command";
import { IMPORT_OPTIONS, importFile, planImport } from "../importing/import-file";
import type { ImportJournal } from "../importing/journal";
import type { RowFields } from "../rows/row";
import { operatorLegacyUsers } from "../stores/operator-legacy-users";
import { readCheckedRow } from "./checked-row";
import { failuresIn, LEGACY_COUNTS, type LegacyCount } from "./importing/counts";
import { reportOf } from "./importing/report";
import { dryTarget, tableTarget } from "./importing/targets";
import { LEGACY_OPTIONS, legacyOptionsFrom, passwordRules } from "./options";
import { refuseWithoutLegacyUsers, remarkOnSource } from "./other-source";

export const command = defineCommand({
  summary: "Imports old users from a CSV or JSONL file",
  explanation: [
    "Reads old users from a file and writes them into the LegacyUsers table. The file is CSV whose first line names the",
    "columns, or has one JSON object a line; - is the standard input. The fields are login, hash, scheme, salt, legacyId,",
    "emailVerified, disabled or enabled, tenantId, role, attributes.<name> and parameters.<name>. Each row is checked as",
    "the migration would read it, with the parameters that serverless.yml has for the stage. A row with a mistake is not",
    "imported, nor is one whose login is already in the table or in an earlier line. The error file says which line and",
    "why, and quotes nothing of the row. An interrupted import continues with --resume and the same options.",
  ].join("\n"),
  args: { file: "<file>" },
  options: {
    ...LEGACY_OPTIONS,
    ...IMPORT_OPTIONS,
    "dry-run": { explanation: "only check the file: no table is read or written" },
    overwrite: { explanation: "replace rows of earlier imports" },
  },
  async perform({ args, options }, dependencies) {
    const { stage, parameters } = dependencies;
    const legacyOptions = legacyOptionsFrom(options);
    const { map, delimiter, scheme, overwrite, "dry-run": isDry } = options;
    const plan = planImport({ ...options, file: args.file, isDry });
    const stageParameters = await parameters();
    if (!isDry) refuseWithoutLegacyUsers(stage.stage, stageParameters);
    const rules = passwordRules(stageParameters, legacyOptions);
    const table = isDry ? undefined : await stage.nameOf("LegacyUsersTable");
    const { region, endpoint } = stage;
    const read = (fields: RowFields) => readCheckedRow(fields, legacyOptions.scheme, rules);

    return importFile(
      {
        plan,
        format: legacyOptions,
        needed: ["login", "hash"],
        settings: { region, endpoint, table, map, delimiter, scheme, overwrite },
        toStartAgain: "delete it, and give --overwrite if the table already has rows of that import",
        counts: LEGACY_COUNTS,
        open: async (run) =>
          isDry
            ? dryTarget(read)
            : tableTarget(read, await stage.open("LegacyUsersTable", operatorLegacyUsers), run, overwrite),
        describe: describeProgress,
        report: (journal, isWhole) =>
          reportOf(journal, {
            table,
            errors: plan.errors,
            isWhole,
            ceilings: rules.passwords.ceilings,
            ignored: legacyOptions.columns.ignored,
            remarks: remarkOnSource(stage.stage, stageParameters),
          }),
      },
      dependencies,
    );
  },
});

const describeProgress = ({ line, counts }: ImportJournal<LegacyCount>): string =>
  `Line ${line}: ${counts.imported + counts.replaced} imported, ${failuresIn(counts)} not imported.`;
