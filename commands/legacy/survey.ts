import type { StoredPassword } from "../../shared/legacy-users/legacy-user";
import type { Cost } from "../../shared/passwords";
import { type Finding, findingOf, type PasswordRules } from "./hash-finding";

type Kind = Finding["kind"] | "unreadable";

export interface HashGroup {
  readonly kind: Kind;
  readonly label: string;
  readonly count: number;
  /** One of its hashes, to measure with. */
  readonly sample: StoredPassword | undefined;
}

/** Every row may have a different cost. Beyond this limit, the others are counted together. */
const MOST_GROUPS = 500;

/** Counts hashes by whether and how the migration can check them. */
export class Survey {
  private readonly byName = new Map<string, HashGroup>();
  private rows = 0;

  constructor(private readonly rules: PasswordRules) {}

  get total(): number {
    return this.rows;
  }

  /** The most frequent first. */
  get groups(): readonly HashGroup[] {
    return [...this.byName.values()].sort(
      (one, other) => other.count - one.count || one.label.localeCompare(other.label),
    );
  }

  add(stored: StoredPassword): void {
    const finding = findingOf(stored, this.rules);
    this.count(finding.kind, labelOf(finding), "cost" in finding ? stored : undefined);
  }

  addUnreadable(problem: string): void {
    this.count("unreadable", problem);
  }

  private count(kind: Kind, label: string, sample?: StoredPassword): void {
    const hasRoom = this.byName.size < MOST_GROUPS || this.byName.has(`${kind} ${label}`);
    const shown = hasRoom ? label : "others";
    const group = this.byName.get(`${kind} ${shown}`) ?? { kind, label: shown, count: 0, sample };
    this.byName.set(`${kind} ${shown}`, { ...group, count: group.count + 1 });
    this.rows += 1;
  }
}

function labelOf(finding: Finding): string {
  switch (finding.kind) {
    case "supported":
    case "too-costly":
      return `${finding.format}${costIn(finding.cost)}`;
    case "damaged":
    case "malformed":
    case "switched-off":
      return finding.format;
    case "no-scheme":
      return `${finding.looks}: ${finding.schemes.join(", ")}, or a template`;
    case "unsupported":
      return finding.looks;
    case "unknown-scheme":
      return "the row names a scheme that does not exist";
    case "no-hash":
      return "these people can move over by a password reset only";
  }
}

/** The parts of a cost that are printed, each from this amount on. The other parts are derived from these. */
const UNITS: readonly (readonly [keyof Cost, string, number])[] = [
  ["memoryMib", "MiB", 1],
  ["passes", "passes", 2],
  ["lanes", "lanes", 2],
  ["iterations", "iterations", 2],
  ["rounds", "rounds", 100],
];

function costIn(cost: Cost): string {
  const parts = UNITS.flatMap(([name, unit, least]) => {
    const amount = cost[name] ?? 0;
    return amount < least ? [] : [`${Math.round(amount)} ${unit}`];
  });
  return [...(cost.bcryptCost === undefined ? [] : [`cost ${cost.bcryptCost}`]), ...parts]
    .map((part) => `, ${part}`)
    .join("");
}
