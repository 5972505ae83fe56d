import { CEILINGS, type CeilingName, type Ceilings } from "../../shared/passwords";
import type { Report } from "../cli/command";
import type { Journal } from "./journal";

/** What belongs into the report besides the journal. */
interface Circumstances {
  /** Without one, nothing was written. */
  readonly table: string | undefined;
  readonly errors: string;
  readonly isWhole: boolean;
  readonly ceilings: Ceilings;
  readonly ignored: readonly string[];
  readonly remarks: readonly string[];
}

export function reportOf(journal: Journal, circumstances: Circumstances): Report {
  const { table, errors, isWhole, ceilings, ignored, remarks } = circumstances;
  const { counts, failures } = journal;
  const good = counts.imported + counts.replaced;
  const lines = [
    table === undefined
      ? `${good} of ${good + failures} rows can be imported. Nothing was written, and no table was read.`
      : `${good} of ${good + failures} rows imported into ${table}.`,
    ...(isWhole ? [] : [`The reading ended at line ${journal.line}. What comes after it is not counted.`]),
    ...describeImported(journal, ceilings),
    ...(ignored.length > 0 ? [`Columns that are no field, and were left out: ${ignored.join(", ")}`] : []),
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
        ? [`Correct line ${journal.line} and no line before it, and go on with --resume.`]
        : []),
    ],
  };
}

function describeImported(
  { counts, exceeded }: Journal,
  ceilings: Circumstances["ceilings"],
): readonly string[] {
  const { replaced, withoutHash, tooCostly } = counts;
  const lines: string[] = [];
  if (replaced > 0) lines.push(`In the place of a row of an earlier import: ${replaced}.`);
  if (withoutHash > 0)
    lines.push(`Without a hash: ${withoutHash}. Only a forgotten password can bring these people over.`);
  if (tooCostly > 0)
    lines.push(
      `Too costly to be checked: ${tooCostly}. These people cannot sign in until legacyPasswords.ceilings is raised: ` +
        [...exceeded].map((name) => describeCeiling(name, ceilings)).join(", "),
    );
  return lines;
}

const describeCeiling = (name: CeilingName, ceilings: Circumstances["ceilings"]): string =>
  `${name} (it is ${ceilings[name]}, and at most ${CEILINGS[name]})`;
