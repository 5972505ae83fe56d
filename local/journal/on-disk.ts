import { closeSync, fsyncSync, mkdirSync, openSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";

/** Puts the names in a folder on the disk, so that new files survive a power cut. Windows has no such call. */
export function syncFolder(folder: string): void {
  if (process.platform === "win32") return;
  const descriptor = openSync(folder, "r");
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/**
 * Writes a file that only its owner may read. It replaces the old one as a whole, so that a crash or a power cut leaves either the
 * old content or the new.
 */
export function replacePrivateFile(file: string, content: string): void {
  writeFileSync(`${file}.new`, content, { mode: 0o600, flush: true });
  renameSync(`${file}.new`, file);
  syncFolder(path.dirname(file));
}

/** Makes a folder, and those above it that are missing. */
export function makeFolder(folder: string, { mode = 0o777 } = {}): void {
  const topmost = mkdirSync(folder, { recursive: true, mode });
  if (topmost === undefined) return;
  for (let made = path.resolve(folder); ; made = path.dirname(made)) {
    syncFolder(path.dirname(made));
    if (made === path.resolve(topmost)) return;
  }
}
