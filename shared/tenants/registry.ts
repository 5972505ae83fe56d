import type { Actor, Changed } from "../change";
import { isRecord, isTimestamp } from "../json";
import type { Page, PageRequest } from "../paging";
import { FaultError } from "../runtime/errors";
import type { ListingPosition } from "./listing";

/**
 * What clients, identity providers and domains have in common: an entry is never deleted, because a deletion would
 * not say who made it, and every change has a version.
 */
export interface Entry extends Changed {
  readonly version: number;
}

/** An entry that both the stack and operators write. */
export interface ManagedEntry extends Entry {
  /**
   * Who manages it. A deployment changes only what the stack manages. Once an operator has changed an entry, the
   * operator manages it.
   */
  readonly managedBy: "stack" | "operator";
}

type Item = Readonly<Record<string, unknown>>;

/** The common attributes of an entry. A malformed one is a fault: it must neither grant nor end anything. */
export function readEntry(id: string, { version, changedBy, changedAt }: Item): Entry {
  if (typeof version !== "number" || !isRecord(changedBy) || !isTimestamp(changedAt))
    throw new FaultError(`${id} is malformed`);
  return { version, changedBy: changedBy as unknown as Actor, changedAt };
}

export function readManagedEntry(id: string, { managedBy, ...item }: Item): ManagedEntry {
  if (!(managedBy === "stack" || managedBy === "operator")) throw new FaultError(`${id} is malformed`);
  return { managedBy, ...readEntry(id, item) };
}

export interface Registry<Kept extends Entry> {
  find(name: string, signal: AbortSignal): Promise<Kept | undefined>;
  /** Writes an entry in place of `before`; false if `before` is no longer the latest one. */
  replace(before: Kept | undefined, entry: Kept, signal: AbortSignal): Promise<boolean>;
}

/** A registry whose entries stand in one listing. */
export interface ListedRegistry<Kept extends Entry> extends Registry<Kept> {
  list(page: PageRequest<ListingPosition>, signal: AbortSignal): Promise<Page<Kept, ListingPosition>>;
}

export type Change<Kept> =
  | { readonly kind: "changed" | "unchanged"; readonly entry: Kept }
  | { readonly kind: "unknown" }
  | { readonly kind: "stale" };

/** An entry before it gets its version, for each kind of entry. */
export type Unversioned<Kept> = Kept extends unknown ? Omit<Kept, "version"> : never;

interface ChangeOptions<Kept> {
  /** The next entry; undefined to leave it as it is. */
  readonly change: (before: Kept | undefined) => Unversioned<Kept> | undefined;
  /** The version that the change is based on, 0 for none. Without it, the change applies to any version. */
  readonly onVersion?: number | undefined;
}

/** Whether two lists hold the same texts, in any order. */
export const sameTexts = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === other.length && one.every((text) => other.includes(text));

/**
 * The second attempt sees what somebody else has written. More are needed only while somebody keeps changing the
 * entry.
 */
const MOST_ATTEMPTS = 5;

/** Changes an entry, even while others change it. Nothing is written if nothing would change. */
export async function changeEntry<Kept extends Entry>(
  registry: Registry<Kept>,
  name: string,
  { change, onVersion }: ChangeOptions<Kept>,
  signal: AbortSignal,
): Promise<Change<Kept>> {
  for (let attempts = 1; attempts <= MOST_ATTEMPTS; attempts += 1) {
    const before = await registry.find(name, signal);
    if (onVersion !== undefined && onVersion !== (before?.version ?? 0)) return { kind: "stale" };
    const changed = change(before);
    if (changed === undefined)
      return before === undefined ? { kind: "unknown" } : { kind: "unchanged", entry: before };
    const entry = { ...changed, version: (before?.version ?? 0) + 1 } as Kept;
    if (await registry.replace(before, entry, signal)) return { kind: "changed", entry };
  }
  throw new FaultError(`${name} keeps changing`);
}
