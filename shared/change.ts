import { isRecord } from "./json";

export const ACTOR_KINDS = ["person", "operator", "machine", "trigger", "command"] as const;

/** Who changes something, and by what means. The audit trail tells this of every change. */
export interface Actor {
  readonly kind: (typeof ACTOR_KINDS)[number];
  /** The `sub` of a person or operator, the id of a machine's client, the name of a trigger or command. */
  readonly id: string;
}

/** What every item says about its latest change. */
export interface Changed {
  readonly changedBy: Actor;
  readonly changedAt: string;
}

/** The attributes that go with every write of an item. */
export const changed = (by: Actor, now: Date): Changed => ({ changedBy: by, changedAt: now.toISOString() });

/** Whether a value is an actor. The form of an id excludes addresses. */
export const isActor = (value: unknown): value is Actor =>
  isRecord(value) &&
  ACTOR_KINDS.some((kind) => kind === value.kind) &&
  typeof value.id === "string" &&
  /^[\w+.:-]{1,128}$/.test(value.id);
