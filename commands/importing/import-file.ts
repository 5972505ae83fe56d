import path from "node:path";
import type { CommandDependencies, Options } from "../cli/command";
import { UsageError, ValueError } from "../cli/errors";
import type { Output } from "../cli/output";
import { progress } from "../cli/progress";
import type { FileFormat } from "../rows/file-options";
import { rowsByField } from "../rows/rows-by-field";
import { STDIN, withSourceFile } from "../rows/source-file";
import type { ImportIdentity } from "./checkpoint";
import { importRows, type Target } from "./import-rows";
import { ImportJournal, type JournalPlan } from "./journal";

/** The options of every import, besides those that say what it writes. */
export const IMPORT_OPTIONS = {
  errors: {
    value: "<file>",
    explanation: "the error file, if not <file>.errors.jsonl; no other file is overwritten",
  },
  resume: { explanation: "continue an interrupted import of this file" },
} as const satisfies Options;

/** The options of an import on the command line. */
interface ImportChoices {
  readonly file: string;
  readonly errors: string | undefined;
  readonly resume: boolean;
  readonly isDry: boolean;
}

/** Where an import is read from, and what is told of it. */
interface ImportPlan extends JournalPlan {
  readonly file: string;
}

/** Refuses options that do not go together, before anything is read. */
export function planImport({ file, resume, isDry, ...choices }: ImportChoices): ImportPlan {
  if (resume && (isDry || file === STDIN))
    throw new UsageError("--resume needs a file, and does not go with --dry-run");
  const name = file === STDIN ? "stdin" : file;
  const { errors = `${name}.errors.jsonl` } = choices;
  if (path.resolve(errors) === path.resolve(file))
    throw new ValueError("--errors names the file to import; the error file must be another one");
  const checkpoint = file === STDIN ? undefined : `${name}.checkpoint`;
  return { file, errors, checkpoint, resume, isDry };
}

interface Import<Checked, Count extends string> {
  readonly plan: ImportPlan;
  readonly format: FileFormat;
  /** The columns that a file must have. */
  readonly needed: readonly string[];
  readonly settings: ImportIdentity["settings"];
  readonly toStartAgain: string;
  /** What rows can count as. */
  readonly counts: readonly (Count | "malformed")[];
  readonly open: (run: string) => Promise<Target<Checked, Count>>;
  /** Says how far the import has come. */
  readonly describe: (journal: ImportJournal<Count | "malformed">) => string;
  readonly report: (journal: ImportJournal<Count | "malformed">, isWhole: boolean) => Output;
}

/** Imports a file. Whatever interrupts it, the same command with `--resume` continues. */
export const importFile = <Checked, Count extends string>(
  { plan, format, needed, settings, toStartAgain, counts, open, describe, report }: Import<Checked, Count>,
  { clock, terminal }: Pick<CommandDependencies, "clock" | "terminal">,
): Promise<Output> =>
  withSourceFile(plan.file, async (file) => {
    const { fingerprint } = file;
    const identity = { settings: { ...settings, errors: plan.errors }, toStartAgain, fingerprint };
    const journal = ImportJournal.open(plan, identity, counts);
    const tell = progress(clock, terminal.printMessage);
    let target: Target<Checked, Count> | undefined;
    try {
      target = await open(journal.run);
      const isWhole = await importRows({
        rows: rowsByField(file, format, needed),
        target,
        journal,
        onCheckpoint: () => tell(() => describe(journal)),
      });
      if (isWhole) journal.finish();
      return report(journal, isWhole);
    } catch (error) {
      if (journal.canResume) {
        journal.saveCheckpoint();
        terminal.printMessage(`${describe(journal)} Continue with --resume.`);
      }
      throw error;
    } finally {
      journal.close();
      target?.close();
    }
  });
