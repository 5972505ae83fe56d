import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { startDns } from "../../local/services/dns/server";

/** A DNS server with the records of a test. */
export interface Dns {
  readonly address: string;
  /** The texts of a name; undefined if the name does not exist. */
  set(name: string, texts: readonly string[] | undefined): void;
  stop(): Promise<void>;
}

export async function startTestDns(): Promise<Dns> {
  const folder = mkdtempSync(path.join(tmpdir(), "dns-"));
  const file = path.join(folder, "dns.json");
  const server = await startDns(file);
  const records = new Map<string, readonly string[]>();
  let isStopped = false;
  return {
    address: server.address,
    set(name, texts) {
      if (texts === undefined) records.delete(name);
      else records.set(name, texts);
      writeFileSync(file, JSON.stringify(Object.fromEntries(records)));
    },
    async stop() {
      if (isStopped) return;
      isStopped = true;
      await server.stop();
      rmSync(folder, { recursive: true });
    },
  };
}
