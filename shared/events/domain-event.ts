import type { Actor } from "../change";
import type { EVENT_FORMS } from "./event-forms";

export type EventType = keyof typeof EVENT_FORMS;

/** What every event has. */
interface Envelope<Type extends EventType> {
  /** The same for the same change at every delivery. */
  readonly id: string;
  readonly version: typeof EVENT_VERSION;
  /** When the change was made. */
  readonly time: string;
  readonly type: Type;
  /** The tenant in which it happened, or `platform`; null for what is in none. */
  readonly tenantId: string | null;
  readonly actor: Actor;
}

/** The type of the values that a schema of the forms allows. */
type ValueOf<Schema> = Schema extends { readonly enum: readonly (infer Word)[] }
  ? Word
  : Schema extends { readonly items: infer Items; readonly type: infer Type }
    ? readonly ValueOf<Items>[] | (Type extends readonly unknown[] ? null : never)
    : string;

/** The parts of a form, with the types of their values. */
type PartsOf<Form> = {
  readonly [Part in keyof Form]: { readonly [Field in keyof Form[Part]]: ValueOf<Form[Part][Field]> };
};

/** Everything that can happen, told apart by `type`: what the audit trail keeps and the bus carries. */
export type DomainEvent = {
  [Type in EventType]: Envelope<Type> & PartsOf<(typeof EVENT_FORMS)[Type]>;
}[EventType];

/** An event without its id, time and actor. */
export type Happening = {
  [Type in EventType]: Pick<Envelope<Type>, "type" | "tenantId"> & PartsOf<(typeof EVENT_FORMS)[Type]>;
}[EventType];

export const EVENT_VERSION = "1";
