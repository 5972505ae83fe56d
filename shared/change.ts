import { isRecord } from "./json";

export const ACTOR_KINDS = ["person", "operator", "machine", "trigger", "command"] as const;

/** Who changes something, and how: what the audit trail tells of every change. */
export interface Actor {
  readonly kind: (typeof ACTOR_KINDS)[number];
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

/** Whether an item says who changed it. An id has no room for an address. */
export const isActor = (value: unknown): value is Actor =>
  isRecord(value) &&
  ACTOR_KINDS.some((kind) => kind === value.kind) &&
  typeof value.id === "string" &&
  /^[\w+.:-]{1,128}$/.test(value.id);
