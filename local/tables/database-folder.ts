import { createRequire } from "node:module";

interface Level {
  open(): Promise<void>;
  close(): Promise<void>;
}

/** The database in a folder. Undefined if it is open already, in this process or in another. */
export async function openDatabase(folder: string): Promise<Pick<Level, "close"> | undefined> {
  // The very package that dynalite opens its own with.
  const { Level } = createRequire(require.resolve("dynalite"))("level") as {
    Level: new (folder: string) => Level;
  };
  const database = new Level(folder);
  try {
    await database.open();
  } catch (error) {
    if (((error as Error).cause as { code?: unknown } | undefined)?.code === "LEVEL_LOCKED") return undefined;
    throw new Error(`the database in ${folder} cannot be opened`, { cause: error });
  }
  return database;
}

/**
 * Fails if the folder of a database cannot be opened. dynalite itself opens it late, and a folder that another process
 * holds would then end this one.
 */
export async function checkDatabaseFolder(folder: string): Promise<void> {
  const database = await openDatabase(folder);
  if (database === undefined) throw new Error(`the tables in ${folder} are in use by another process`);
  await database.close();
}
