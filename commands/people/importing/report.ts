import type { PlacementPolicy } from "../../../shared/people/placement";
import type { Output } from "../../cli/output";
import type { ImportJournal } from "../../importing/journal";
import { failuresIn, type PeopleCount } from "./counts";

/** Facts for the report, besides the journal. */
interface PeopleReportFacts {
  /** Without one, nothing was written. */
  readonly table: string | undefined;
  readonly errors: string;
  readonly isWhole: boolean;
  readonly ignored: readonly string[];
  /** How many users of the pool no row names, if the whole file was read. */
  readonly unnamed: number | undefined;
  readonly policy: PlacementPolicy;
}

export function reportOf(journal: ImportJournal<PeopleCount>, facts: PeopleReportFacts): Output {
  const { table, errors, isWhole, ignored, unnamed, policy } = facts;
  const { counts } = journal;
  const failures = failuresIn(counts);
  const all = counts.imported + counts.there + failures;
  const lines = [
    table === undefined
      ? `${counts.imported} of ${all} rows can be imported. Nothing was written.`
      : `${counts.imported} of ${all} rows imported into ${table}.`,
    ...(counts.there > 0 ? [`There already: ${counts.there}.`] : []),
    ...(isWhole ? [] : [`Nothing after line ${journal.line} could be read or counted.`]),
    ...(ignored.length > 0 ? [`Columns that hold no field and were ignored: ${ignored.join(", ")}`] : []),
    ...(unnamed ? [`Users of the pool whom no row means: ${unnamed}. ${meanwhile(policy)}`] : []),
  ];
  if (failures === 0) return lines;
  return {
    incomplete: [
      ...lines,
      `Malformed: ${counts.malformed}. Not found in the pool: ${counts.notFound}. Refused: ${counts.refused}. See ${errors}`,
      ...(!isWhole && journal.canResume
        ? [`Correct line ${journal.line} but no line before it, then continue with --resume.`]
        : []),
    ],
  };
}

/** What becomes of those who are not in the tables. */
function meanwhile({ signUpPolicy, publicTenant }: PlacementPolicy): string {
  const unless = "Unless they are in the tables already or invited, they get no token";
  switch (signUpPolicy) {
    case "invited":
      return `${unless} (signUpPolicy: invited).`;
    case "domain":
      return `${unless} without a proven address in the domain of a tenant (signUpPolicy: domain).`;
    case "open":
      return `Unless they have a place already, they get one in the tenant of their domain or in ${publicTenant} (signUpPolicy: open).`;
  }
}
