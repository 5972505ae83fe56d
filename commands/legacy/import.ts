import path from "node:path";
import { defineCommand } from "../cli/command";
import { UsageError } from "../cli/errors";
import { progress } from "../cli/progress";
import { operatorLegacyUsers } from "../stores/operator-legacy-users";
import { readCheckedRow } from "./checked-row";
import { importRows } from "./importing/import-rows";
import { ImportJournal } from "./importing/journal";
import { reportOf } from "./importing/report";
import { dryTarget, tableTarget } from "./importing/targets";
import { LEGACY_OPTIONS, legacyOptionsFrom, passwordRules } from "./options";
import { remarkOnSource } from "./other-source";
import { rowsByField } from "./rows/rows-by-field";
import { STDIN, withSourceFile } from "./rows/source-file";

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
    errors: { value: "<file>", explanation: "the error file, if not <file>.errors.jsonl" },
    "dry-run": { explanation: "only check the file: no table is read or written" },
    overwrite: { explanation: "replace rows of earlier imports" },
    resume: { explanation: "continue an interrupted import of this file" },
  },
  async perform({ args, options }, { stage, terminal, clock, parameters }) {
    const legacyOptions = legacyOptionsFrom(options);
    const isDry = options["dry-run"];
    const canResume = !isDry && args.file !== STDIN;
    if (options.resume && !canResume)
      throw new UsageError("--resume needs a file, and does not go with --dry-run");
    const name = args.file === STDIN ? "stdin" : args.file;
    const { map, delimiter, scheme, overwrite, errors = `${name}.errors.jsonl` } = options;
    if (path.resolve(errors) === path.resolve(args.file))
      throw new UsageError("--errors names the file to import; the error file must be another one");
    const stageParameters = await parameters();
    const rules = passwordRules(stageParameters, legacyOptions);
    const table = isDry ? undefined : await stage.nameOf("LegacyUsersTable");
    const { region, endpoint } = stage;

    return withSourceFile(args.file, async (file) => {
      const settings = { region, endpoint, table, map, delimiter, scheme, overwrite, errors };
      const journal = ImportJournal.open(
        { errors, checkpoint: canResume ? `${name}.checkpoint` : undefined },
        { settings, fingerprint: file.fingerprint },
        options.resume,
      );
      const target = isDry
        ? dryTarget()
        : tableTarget(await stage.open("LegacyUsersTable", operatorLegacyUsers), journal.run, overwrite);
      const tell = progress(clock, terminal.printMessage);
      try {
        const isWhole = await importRows({
          rows: rowsByField(file, legacyOptions, ["login", "hash"]),
          read: (fields) => readCheckedRow(fields, legacyOptions.scheme, rules),
          target,
          journal,
          onCheckpoint: () => tell(() => progressOf(journal)),
        });
        if (isWhole) journal.finish();
        return reportOf(journal, {
          table,
          errors,
          isWhole,
          ceilings: rules.passwords.ceilings,
          ignored: legacyOptions.columns.ignored,
          remarks: remarkOnSource(stage.stage, stageParameters),
        });
      } catch (error) {
        if (journal.canResume) {
          journal.saveCheckpoint();
          terminal.printMessage(`${progressOf(journal)} Continue with --resume.`);
        }
        throw error;
      } finally {
        journal.close();
        target.close();
      }
    });
  },
});

const progressOf = ({ line, counts, failures }: ImportJournal): string =>
  `Line ${line}: ${counts.imported + counts.replaced} imported, ${failures} not imported.`;
