import path from "node:path";
import { defineCommand } from "../cli/command";
import { UsageError } from "../cli/errors";
import { progress } from "../cli/progress";
import { operatorLegacyUsers } from "../stores/operator-legacy-users";
import { readCheckedRow } from "./checked-row";
import { reportOf } from "./import-report";
import { importRows } from "./importing";
import { Journal } from "./journal";
import { remarkOnSource } from "./other-source";
import { passwordRules, READING_OPTIONS, readingFrom } from "./reading";
import { rowsByField } from "./rows";
import { STDIN, withSourceFile } from "./source-file";
import { dryTarget, tableTarget } from "./targets";

export const legacyImport = defineCommand({
  summary: "Imports old users from a CSV or JSONL file",
  explanation: [
    "Reads old users from a file (CSV whose first line names the columns, or an object of JSON a line; - is the standard",
    "input) and writes them into the LegacyUsers table. The fields are login, hash, scheme, salt, legacyId, emailVerified,",
    "disabled or enabled, tenantId, role, attributes.<name> and parameters.<name>. Each row is checked as the migration",
    "would read it, with the parameters that serverless.yml has for the stage. A row with a mistake in it is not imported,",
    "nor one whose login is in the table or in an earlier line: the file of errors says in which line and why, and nothing",
    "of the row. An import that was ended before its time goes on with --resume and the same options.",
  ].join("\n"),
  words: { file: "<file>" },
  options: {
    ...READING_OPTIONS,
    errors: { value: "<file>", explanation: "the file of errors, if not <file>.errors.jsonl" },
    "dry-run": { explanation: "check the file alone: nothing is written, and no table is read" },
    overwrite: { explanation: "put rows in the place of those that earlier imports have left" },
    resume: { explanation: "go on where an import of this file was ended" },
  },
  async perform({ words, options }, { stage, terminal, clock, parameters }) {
    const reading = readingFrom(options);
    const isDry = options["dry-run"];
    const canResume = !isDry && words.file !== STDIN;
    if (options.resume && !canResume)
      throw new UsageError("--resume is for an import of a file, without --dry-run");
    const name = words.file === STDIN ? "stdin" : words.file;
    const { map, delimiter, scheme, overwrite, errors = `${name}.errors.jsonl` } = options;
    if (path.resolve(errors) === path.resolve(words.file))
      throw new UsageError("--errors names the file that is to be imported");
    const ofStage = await parameters();
    const rules = passwordRules(ofStage, reading);
    const table = isDry ? undefined : await stage.nameOf("LegacyUsersTable");
    const { region, endpoint } = stage;

    return withSourceFile(words.file, async (file) => {
      const settings = { region, endpoint, table, map, delimiter, scheme, overwrite, errors };
      const journal = Journal.begin(
        { errors, checkpoint: canResume ? `${name}.checkpoint` : undefined },
        { settings, fingerprint: file.fingerprint },
        options.resume,
      );
      const target = isDry
        ? dryTarget()
        : tableTarget(await stage.open("LegacyUsersTable", operatorLegacyUsers), journal.run, overwrite);
      const tell = progress(clock, terminal.complain);
      try {
        const isWhole = await importRows({
          rows: rowsByField(file, reading, ["login", "hash"]),
          read: (fields) => readCheckedRow(fields, reading.scheme, rules),
          target,
          journal,
          onCheckpoint: () => tell(() => standingOf(journal)),
        });
        if (isWhole) journal.finish();
        return reportOf(journal, {
          table,
          errors,
          isWhole,
          ceilings: rules.passwords.ceilings,
          ignored: reading.columns.ignored,
          remarks: remarkOnSource(stage.stage, ofStage),
        });
      } catch (error) {
        if (journal.canResume) {
          journal.keep();
          terminal.complain(`${standingOf(journal)} Go on with --resume.`);
        }
        throw error;
      } finally {
        journal.close();
        target.close();
      }
    });
  },
});

const standingOf = ({ line, counts, failures }: Journal): string =>
  `Line ${line}: ${counts.imported + counts.replaced} imported, ${failures} not.`;
