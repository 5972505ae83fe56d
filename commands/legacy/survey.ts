import type { StoredPassword } from "../../shared/legacy-users/legacy-user";
import type { Cost } from "../../shared/passwords/ceilings";
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

  async add(stored: StoredPassword): Promise<void> {
    const finding = await findingOf(stored, this.rules);
    switch (finding.kind) {
      case "supported":
      case "too-costly":
        return this.count(finding.kind, `${finding.format}${costIn(finding.cost)}`, stored);
      case "damaged":
      case "malformed":
      case "switched-off":
        return this.count(finding.kind, finding.format);
      case "no-scheme":
        return this.count(
          finding.kind,
          `${finding.shape.name}: ${finding.shape.schemes.join(", ")} or another`,
        );
      case "unsupported":
        return this.count(finding.kind, finding.shape.name);
      case "unknown-scheme":
        return this.count("unknown-scheme", "it names a scheme that there is not");
      case "no-hash":
        return this.count("no-hash", "they can move over by a forgotten password alone");
    }
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
