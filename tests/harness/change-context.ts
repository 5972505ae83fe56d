import type { ChangeContext } from "../../shared/runtime/invocation";

/** A change that a test makes at this time. */
export const changeAt = (time: string | Date): ChangeContext => ({
  by: { kind: "command", id: "test" },
  now: new Date(time),
  signal: new AbortController().signal,
});

/** The members that every item has after that change. */
export const changedAt = (time: string) => ({ changedBy: { kind: "command", id: "test" }, changedAt: time });

/** The items without the members that tell their last change. */
export const withoutChange = <Item extends object>(
  items: readonly Item[],
): Omit<Item, "changedBy" | "changedAt">[] =>
  items.map((item) => {
    const { changedBy, changedAt, ...rest } = item as Item & { changedBy?: unknown; changedAt?: unknown };
    return rest;
  });
