import { createRequire } from "node:module";
import path from "node:path";

interface Level {
  open(): Promise<void>;
  close(): Promise<void>;
}

/**
 * Keeps other suites from using a folder until the returned function is called or this process ends, even by a crash. Node has no
 * file locks, so the lock is that of an open LevelDB, which the operating system releases.
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
