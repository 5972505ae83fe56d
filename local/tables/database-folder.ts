import { createRequire } from "node:module";

interface Level {
  open(): Promise<void>;
  close(): Promise<void>;
}

/**
 * Fails if the folder of a database cannot be opened. dynalite itself opens it late, and a folder that another process
 * holds would then end this one.
 */
export async function checkDatabaseFolder(path: string): Promise<void> {
  // The very package that dynalite will open it with.
  const { Level } = createRequire(require.resolve("dynalite"))("level") as {
    Level: new (path: string) => Level;
  };
  const database = new Level(path);
  try {
    await database.open();
  } catch (error) {
    const isLocked = ((error as Error).cause as { code?: unknown } | undefined)?.code === "LEVEL_LOCKED";
    throw new Error(
      isLocked
        ? `the tables in ${path} are in use by another process`
        : `the tables in ${path} cannot be opened`,
      { cause: error },
    );
  }
  await database.close();
}
