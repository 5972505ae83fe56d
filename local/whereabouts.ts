import { rmSync, writeFileSync } from "node:fs";
import path from "node:path";

export interface Whereabouts {
  readonly userPoolId: string;
  readonly pool: string;
  readonly tables: string;
}

/** Tells commands on this computer where a stage is, until the returned function is called. */
export function leaveWhereabouts(folder: string, whereabouts: Whereabouts): () => void {
  const file = path.join(folder, "running.json");
  writeFileSync(file, `${JSON.stringify({ pid: process.pid, ...whereabouts })}\n`);
  return () => rmSync(file, { force: true });
}
