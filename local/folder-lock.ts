import path from "node:path";
import { openDatabase } from "./tables/database-folder";

/**
 * Keeps every other suite off a folder until the returned function is called, or this process ends, however it ends: the lock
 * of an open database is the operating system's. Node has no locks of its own.
 */
export async function lockFolder(folder: string): Promise<() => Promise<void>> {
  const lock = await openDatabase(path.join(folder, "lock"));
  if (lock === undefined)
    throw new Error(
      `${folder} is in use by a suite that runs: stop it, or choose another folder with --folder`,
    );
  return () => lock.close();
}
