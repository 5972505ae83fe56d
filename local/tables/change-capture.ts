import { isObject } from "../stack/properties";
import type { TableSettings } from "../stack/table-settings";
import type { ChangeLog } from "../streams/change-log";
import type { Dynalite } from "./dynalite";
import { type Item, keyOf, type Place, readItem } from "./items";

export interface ChangeCapture {
  /** Whether there is anything to capture. */
  readonly isOn: boolean;
  /** The items that a write is about and whose changes somebody takes. */
  placesIn(operation: string, input: unknown): readonly Place[];
  /** Runs a write, and keeps what it changes at these places. No other write may run meanwhile. */
  around<Result>(
    places: readonly Place[],
    write: () => Promise<Result>,
    options?: { readonly isExpiry: boolean },
  ): Promise<Result>;
  /** Finds out what has become of the writes during which an earlier process died. */
  recover(): Promise<void>;
}

/** Keeps the changes of the tables whose streams are read. Without a log, there are none. */
export function captureChanges(
  log: ChangeLog | undefined,
  tables: readonly TableSettings[],
  dynalite: Pick<Dynalite, "perform">,
): ChangeCapture {
  const captured = new Map(
    tables.filter(({ name }) => log?.isRead(name)).map((table) => [table.name, table]),
  );
  const placeOf = (table: unknown, attributes: unknown): readonly Place[] => {
    const settings = captured.get(String(table));
    if (settings === undefined || !isObject(attributes)) return [];
    return [{ table: settings.name, key: keyOf(settings, attributes as Item) }];
  };
  return {
    isOn: captured.size > 0,
    placesIn(operation, input) {
      if (!isObject(input)) return [];
      if (operation !== "BatchWriteItem") return placeOf(input.TableName, input.Item ?? input.Key);
      return entriesOf(input.RequestItems).flatMap(([table, requests]) =>
        (Array.isArray(requests) ? requests : []).flatMap((request) =>
          placeOf(table, request?.PutRequest?.Item ?? request?.DeleteRequest?.Key),
        ),
      );
    },
    async around(places, write, { isExpiry } = { isExpiry: false }) {
      if (log === undefined) return write();
      const read = await Promise.all(
        places.map(async (place) => ({ ...place, before: await readItem(dynalite, place) })),
      );
      const intentions = read.map((item) => log.intend({ ...item, isExpiry }));
      const result = await write();
      for (const intention of intentions) log.settle(intention, await readItem(dynalite, intention));
      return result;
    },
    async recover() {
      for (const intention of log?.openIntentions() ?? [])
        log?.settle(intention, await readItem(dynalite, intention));
    },
  };
}

const entriesOf = (value: unknown): [string, unknown][] => (isObject(value) ? Object.entries(value) : []);
