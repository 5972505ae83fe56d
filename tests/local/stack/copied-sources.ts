import { cpSync, mkdtempSync, realpathSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { REPOSITORY, SOURCE_FILES, SOURCE_FOLDERS } from "../../../local/stack/framework";

/** A folder with a copy of what functions are built of, so that a test may edit it. */
export function copySources(): string {
  const root = mkdtempSync(path.join(realpathSync(tmpdir()), "sources-"));
  for (const name of [...SOURCE_FOLDERS, ...SOURCE_FILES, "package-lock.json"])
    cpSync(path.join(REPOSITORY, name), path.join(root, name), { recursive: true });
  symlinkSync(path.join(REPOSITORY, "node_modules"), path.join(root, "node_modules"), "junction");
  return root;
}
