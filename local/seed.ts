import { randomBytes } from "node:crypto";
import { existsSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { makeFolder, replacePrivateFile } from "./journal/on-disk";

/**
 * The seed of a folder. The secrets that CloudFormation would generate are derived from it, so that they stay the same after a
 * restart. An empty seed, from which everybody could derive them, is replaced.
 */
export function seedIn(folder: string): string {
  const file = path.join(folder, "seed");
  makeFolder(folder);
  if (!existsSync(file) || statSync(file).size === 0)
    replacePrivateFile(file, randomBytes(32).toString("hex"));
  return readFileSync(file, "utf8");
}
