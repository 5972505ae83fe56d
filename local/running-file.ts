import { rmSync, writeFileSync } from "node:fs";
import path from "node:path";

export interface RunningFile {
  readonly userPoolId: string;
  readonly pool: string;
  readonly tables: string;
  /** Where DNS is imitated: `127.0.0.1:<port>`. */
  readonly dns: string;
  /** Where the links of invitations lead. */
  readonly signUpPage?: string;
}

/** Tells commands on this computer where a stage is, until the returned function is called. */
export function writeRunningFile(folder: string, running: RunningFile): () => void {
  const file = path.join(folder, "running.json");
  writeFileSync(file, `${JSON.stringify({ pid: process.pid, ...running })}\n`);
  return () => rmSync(file, { force: true });
}
