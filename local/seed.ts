import { randomBytes } from "node:crypto";
import { existsSync, readFileSync, renameSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { makeFolder, syncFolder } from "./journal/on-disk";

/**
 * The seed of a folder. The secrets that CloudFormation would generate are derived from it, so that they stay the same after a
 * restart. It is written under another name first: a crash leaves no empty seed, from which everybody could derive them. An
 * empty one is replaced.
 */
export function seedIn(folder: string): string {
  const file = path.join(folder, "seed");
  makeFolder(folder);
  if (!existsSync(file) || statSync(file).size === 0) {
    writeFileSync(`${file}.new`, randomBytes(32).toString("hex"), { mode: 0o600, flush: true });
    renameSync(`${file}.new`, file);
    syncFolder(folder);
  }
  return readFileSync(file, "utf8");
}
