import { randomBytes } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { makeFolder, syncFolder } from "./journal/on-disk";

/** Secrets that the stack would have made up follow from it, so that they are the same after a restart. */
export function seedIn(folder: string): string {
  const file = path.join(folder, "seed");
  makeFolder(folder);
  if (!existsSync(file)) {
    writeFileSync(file, randomBytes(32).toString("hex"), { mode: 0o600, flush: true });
    syncFolder(folder);
  }
  return readFileSync(file, "utf8");
}
