import type { ChangeContext } from "../../shared/runtime/invocation";

/** A change that a test makes, at this time. */
export const changeAt = (time: string | Date): ChangeContext => ({
  by: { kind: "command", id: "test" },
  now: new Date(time),
  signal: new AbortController().signal,
});

/** What every item says of that change. */
export const changedAt = (time: string) => ({ changedBy: { kind: "command", id: "test" }, changedAt: time });

/** What items say beside who has changed them last, and when. */
export const withoutChange = <Item extends object>(
  items: readonly Item[],
): Omit<Item, "changedBy" | "changedAt">[] =>
  items.map((item) => {
    const { changedBy, changedAt, ...rest } = item as Item & { changedBy?: unknown; changedAt?: unknown };
    return rest;
  });
