import { CEILINGS, type CeilingName, type Ceilings } from "../../../shared/passwords";
import type { Output } from "../../cli/output";
import type { ImportJournal } from "../../importing/journal";
import { exceededIn, failuresIn, type LegacyCount } from "./counts";

/** Facts for the report, besides the journal. */
interface ReportFacts {
  /** Without one, nothing was written. */
  readonly table: string | undefined;
  readonly errors: string;
  readonly isWhole: boolean;
  readonly ceilings: Ceilings;
  readonly ignored: readonly string[];
  readonly remarks: readonly string[];
}

export function reportOf(journal: ImportJournal<LegacyCount>, facts: ReportFacts): Output {
  const { table, errors, isWhole, ceilings, ignored, remarks } = facts;
  const { counts } = journal;
  const failures = failuresIn(counts);
  const good = counts.imported + counts.replaced;
  const lines = [
    table === undefined
      ? `${good} of ${good + failures} rows can be imported. Nothing was written, and no table was read.`
      : `${good} of ${good + failures} rows imported into ${table}.`,
    ...(isWhole ? [] : [`Nothing after line ${journal.line} could be read or counted.`]),
    ...describeImported(counts, ceilings),
    ...(ignored.length > 0 ? [`Columns that hold no field and were ignored: ${ignored.join(", ")}`] : []),
    ...remarks,
  ];
  if (failures === 0) return lines;
  return {
    incomplete: [
      ...lines,
      `Malformed: ${counts.malformed}. With the login of an earlier line: ${counts.duplicate}. ` +
        (table === undefined ? "" : `With a login that is in the table already: ${counts.inTable}. `) +
        `See ${errors}`,
      ...(!isWhole && journal.canResume
        ? [`Correct line ${journal.line} but no line before it, then continue with --resume.`]
        : []),
    ],
  };
}

function describeImported(
  counts: Readonly<Record<LegacyCount, number>>,
  ceilings: Ceilings,
): readonly string[] {
  const { replaced, withoutHash, tooCostly } = counts;
  const lines: string[] = [];
  if (replaced > 0) lines.push(`Replaced rows of earlier imports: ${replaced}.`);
  if (withoutHash > 0)
    lines.push(`Without a hash: ${withoutHash}. These people can move over by a password reset only.`);
  if (tooCostly > 0)
    lines.push(
      `Too costly to be checked: ${tooCostly}. These people cannot sign in until legacyPasswords.ceilings is raised: ` +
        exceededIn(counts)
          .map((name) => describeCeiling(name, ceilings))
          .join(", "),
    );
  return lines;
}

const describeCeiling = (name: CeilingName, ceilings: Ceilings): string =>
  `${name} (now ${ceilings[name]}, at most ${CEILINGS[name]})`;
