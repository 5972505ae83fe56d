/** Who changes something, and how: what the audit trail tells of every change. */
export interface Actor {
  readonly kind: "person" | "operator" | "machine" | "trigger" | "command";
  /** The `sub` of a person or operator, the id of a machine's client, the name of a trigger or command. */
  readonly id: string;
}

/** What every item says of its latest change. */
export interface Changed {
  readonly changedBy: Actor;
  readonly changedAt: string;
}

/** What goes with every write of an item. */
export const changed = (by: Actor, now: Date): Changed => ({ changedBy: by, changedAt: now.toISOString() });
