import type { StoredPassword } from "../../shared/legacy-users/legacy-user";
import type { Cost } from "../../shared/passwords";
import { type Finding, findingOf, type PasswordRules } from "./hash-finding";

type Kind = Finding["kind"] | "unreadable";

export interface Group {
  readonly kind: Kind;
  readonly label: string;
  readonly count: number;
  /** One of its hashes, to measure with. */
  readonly sample: StoredPassword | undefined;
}

/** Where every row has a cost of its own, the rest is counted together. */
const MOST_GROUPS = 500;

/** Counts hashes by what the migration makes of them. */
export class Survey {
  private readonly byName = new Map<string, Group>();
  private rows = 0;

  constructor(private readonly rules: PasswordRules) {}

  get total(): number {
    return this.rows;
  }

  /** The most frequent first. */
  get groups(): readonly Group[] {
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
      return "it names a scheme that there is not";
    case "no-hash":
      return "they can move over by a forgotten password alone";
  }
}

/** From how much on it is worth a word. What argon2 and scrypt write in all follows from the rest. */
const UNITS: readonly (readonly [keyof Cost, string, number])[] = [
  ["memoryMib", "MiB", 1],
  ["passes", "passes", 2],
  ["lanes", "lanes", 2],
  ["iterations", "iterations", 2],
  ["rounds", "rounds", 100],
];

function costIn(cost: Cost): string {
  const words = UNITS.flatMap(([name, unit, least]) => {
    const amount = cost[name] ?? 0;
    return amount < least ? [] : [`${Math.round(amount)} ${unit}`];
  });
  return [...(cost.bcryptCost === undefined ? [] : [`cost ${cost.bcryptCost}`]), ...words]
    .map((word) => `, ${word}`)
    .join("");
}
