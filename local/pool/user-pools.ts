import { readdirSync, rmSync } from "node:fs";
import path from "node:path";
import { Collection } from "../journal/collection";
import { type Journal, openJournal } from "../journal/journal";
import { makeFolder, syncFolder } from "../journal/on-disk";
import type { Pool } from "./pool";
import { randomText } from "./random-text";
import type { PoolSettings } from "./settings";

type Properties = Readonly<Record<string, unknown>>;

/** What a pool is known by. */
export type PoolIdentity = Pick<PoolSettings, "id" | "arn" | "region">;

/** The user pools at one address: the stack's, and those that operations create. */
export interface UserPools {
  /** The stack's first. */
  all(): readonly Pool[];
  find(id: string): Pool | undefined;
  /** Whether it is as the stack has it, whose functions rely on that. */
  isOfStack(pool: Pool): boolean;
  /** @param properties as a template would have them */
  create(region: string, properties: Properties): Pool;
  /** The settings that a template with these properties gives a pool; what they leave out is at its default. */
  readSettings(pool: PoolIdentity, properties: Properties): PoolSettings;
  delete(pool: Pool): void;
  /** Resolves when all that was written of those that operations have created is on the disk. */
  settled(): Promise<void>;
  close(): void;
}

interface Making {
  readonly accountId: string;
  /** Where the pools that operations create are kept, a file each; without it, they are in memory. */
  readonly folder?: string | undefined;
  readonly readSettings: UserPools["readSettings"];
  readonly open: (settings: PoolSettings, journal: Journal, keep: (settings: PoolSettings) => void) => Pool;
}

interface Created {
  readonly pool: Pool;
  /** Forgets all of it. */
  readonly forget: () => void;
  readonly journal: Journal;
}

const ENDING = ".jsonl";

export function openUserPools(ofStack: readonly Pool[], making: Making): UserPools {
  const { accountId, folder, readSettings, open } = making;
  const created = new Map<string, Created>();

  const openCreated = (id: string, settings: PoolSettings | undefined): Pool | undefined => {
    const file = folder && path.join(folder, `${id}${ENDING}`);
    const journal = openJournal(file);
    const kept = new Collection<PoolSettings>(journal, "settings");
    const known = settings ?? kept.get(id);
    // Its creation was never acknowledged.
    if (known === undefined) {
      journal.close();
      return undefined;
    }
    kept.put(id, known);
    const pool = open(known, journal, (changed) => kept.put(id, changed));
    const forget = () => {
      journal.close();
      if (file === undefined) return;
      rmSync(file);
      syncFolder(path.dirname(file));
    };
    created.set(id, { pool, forget, journal });
    return pool;
  };

  if (folder !== undefined) {
    makeFolder(folder);
    for (const name of readdirSync(folder))
      if (name.endsWith(ENDING)) openCreated(name.slice(0, -ENDING.length), undefined);
  }

  const all = () => [...ofStack, ...[...created.values()].map(({ pool }) => pool)];
  return {
    all,
    find: (id) => all().find(({ settings }) => settings.id === id),
    isOfStack: (pool) => ofStack.includes(pool),
    readSettings,
    create(region, properties) {
      const id = `${region}_${randomText(9, ID_CHARACTERS)}`;
      const arn = `arn:aws:cognito-idp:${region}:${accountId}:userpool/${id}`;
      return openCreated(id, readSettings({ id, arn, region }, properties)) as Pool;
    },
    delete({ settings: { id } }) {
      created.get(id)?.forget();
      created.delete(id);
    },
    async settled() {
      await Promise.all([...created.values()].map(({ journal }) => journal.settled()));
    },
    close() {
      for (const { journal } of created.values()) journal.close();
    },
  };
}

const ID_CHARACTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
