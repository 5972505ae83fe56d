import { createRequire } from "node:module";
import path from "node:path";

interface Level {
  open(): Promise<void>;
  close(): Promise<void>;
}

/**
 * Keeps every other suite off a folder until the returned function is called, or this process ends, however it ends: the lock
 * of an open database is the operating system's. Node has no locks of its own.
 */
export async function lockFolder(folder: string): Promise<() => Promise<void>> {
  const { Level } = createRequire(require.resolve("dynalite"))("level") as {
    Level: new (folder: string) => Level;
  };
  const lock = new Level(path.join(folder, "lock"));
  try {
    await lock.open();
  } catch (error) {
    if (((error as Error).cause as { code?: unknown } | undefined)?.code === "LEVEL_LOCKED")
      throw new Error(
        `${folder} is in use by a suite that runs: stop it, or choose another folder with --folder`,
      );
    throw new Error(`${folder} cannot be locked`, { cause: error });
  }
  return () => lock.close();
}
