import { randomBytes } from "node:crypto";

/** Records that the holder of a secret ticket can retrieve. They are only in memory: after a restart, people sign in again. */
export interface Tickets<Item> {
  issue(item: Item): string;
  /** Undefined for one that has expired. */
  find(ticket: string | undefined, now: Date): Item | undefined;
  /** Those that have not expired. */
  all(now: Date): readonly Item[];
  /** Does nothing if the ticket is unknown. */
  replace(ticket: string, item: Item): void;
  void(ticket: string | undefined): void;
  voidWhere(matches: (item: Item) => boolean): void;
  forgetExpired(by: Date): void;
  readonly size: number;
}

/** Anybody can ask for tickets. Beyond this number, the oldest are forgotten. */
const MOST = 5_000;

export function createTickets<Item extends { readonly expiresAt: number }>(): Tickets<Item> {
  const items = new Map<string, Item>();
  const voidWhere = (matches: (item: Item) => boolean) => {
    for (const [ticket, item] of items) if (matches(item)) items.delete(ticket);
  };
  return {
    issue(item) {
      const ticket = randomBytes(32).toString("base64url");
      items.set(ticket, item);
      const [oldest] = items.keys();
      if (items.size > MOST && oldest !== undefined) items.delete(oldest);
      return ticket;
    },
    find(ticket, now) {
      const item = ticket === undefined ? undefined : items.get(ticket);
      return item !== undefined && item.expiresAt > now.getTime() ? item : undefined;
    },
    all: (now) => [...items.values()].filter(({ expiresAt }) => expiresAt > now.getTime()),
    replace(ticket, item) {
      if (items.has(ticket)) items.set(ticket, item);
    },
    void(ticket) {
      if (ticket !== undefined) items.delete(ticket);
    },
    voidWhere,
    forgetExpired: (by) => voidWhere(({ expiresAt }) => expiresAt <= by.getTime()),
    get size() {
      return items.size;
    },
  };
}
