import { existsSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { Collection } from "../journal/collection";
import type { Journal } from "../journal/journal";
import type { Item } from "./items";
import { itemsOf, TABLES, type TableDescription } from "./store";

interface Level {
  iterator(): AsyncIterable<[key: string, value: unknown]>;
  close(): Promise<void>;
}

/** Takes over what an earlier version of this suite has kept in a folder, where dynalite had a database of its own. */
export async function takeOverDatabase(folder: string, journal: Journal): Promise<void> {
  if (!existsSync(folder)) return;
  // If the journal has the tables already, only the folder is left to remove.
  if (journal.read(TABLES).size === 0) {
    await copyRecords(folder, journal);
    await journal.settled();
  }
  rmSync(folder, { recursive: true });
}

async function copyRecords(folder: string, journal: Journal): Promise<void> {
  const { Level } = createRequire(require.resolve("dynalite"))("level") as {
    Level: new (folder: string, options: { valueEncoding: "json" }) => Level;
  };
  const level = new Level(folder, { valueEncoding: "json" });
  const records: [key: string, value: unknown][] = [];
  for await (const record of level.iterator()) records.push(record);
  await level.close();
  const tables = new Collection<TableDescription>(journal, TABLES);
  journal.together(() => {
    for (const [key, value] of records) {
      const [, table, item, id = ""] = /^(?:table~(.+)|item-([^~]+)~(.+))$/s.exec(key) ?? [];
      if (table !== undefined) tables.put(table, value as TableDescription);
      if (item !== undefined) new Collection<Item>(journal, itemsOf(item)).put(id, value as Item);
    }
  });
}
