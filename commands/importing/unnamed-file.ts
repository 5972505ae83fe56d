import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

/** Opens files and unlinks them while they are open, so that nothing is left behind however the process ends. */
export function withoutName<Opened>(
  prefix: string,
  open: (nameOf: (name: string) => string) => Opened,
): Opened {
  const folder = mkdtempSync(path.join(tmpdir(), prefix));
  try {
    return open((name) => path.join(folder, name));
  } finally {
    rmSync(folder, { recursive: true });
  }
}
