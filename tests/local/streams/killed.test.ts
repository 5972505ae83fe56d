import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { ScanCommand } from "@aws-sdk/lib-dynamodb";
import { openJournal } from "../../../local/journal/journal";
import { openChangeLog } from "../../../local/streams/change-log";
import { startTables } from "../../../local/tables/tables";
import { killWriter } from "../../harness/kill-writer";
import { table } from "../tables/table";
import { eventSource } from "./event-source";

test.each([1, 50, 73, 301])(
  "a process killed after %i writes has captured all that it has written",
  async (writes) => {
    const folder = mkdtempSync(path.join(tmpdir(), "killed-"));
    const acknowledged = await killWriter(path.join(__dirname, "writer.ts"), folder, writes);
    expect(acknowledged.length).toBeGreaterThanOrEqual(writes);

    const journal = openJournal(path.join(folder, "changes.jsonl"));
    const source = eventSource();
    const changes = openChangeLog(journal, [source], () => new Date());
    const tables = await startTables([table("Orders", { hasStream: true })], {
      journal,
      changes,
    });
    const captured = changes
      .queueOf(source)
      .first(Number.POSITIVE_INFINITY)
      .map(({ before, after }) => ({
        id: after?.id?.S as string,
        from: Number(before?.version?.N ?? 0),
        to: Number(after?.version?.N),
      }));
    const names = captured.map(({ id, to }) => `${id} ${to}`);
    expect(acknowledged.filter((write) => !names.includes(write))).toEqual([]);
    // One after the other, each once, up to what is in the table.
    const last = new Map<string, number>();
    for (const { id, from, to } of captured) {
      expect([from, to]).toEqual([last.get(id) ?? 0, (last.get(id) ?? 0) + 1]);
      last.set(id, to);
    }
    const { Items = [] } = await tables.client.send(new ScanCommand({ TableName: "Orders" }));
    expect(new Map(Items.map(({ id, version }) => [id, version]))).toEqual(last);
    await tables.stop();
    journal.close();
    rmSync(folder, { recursive: true });
  },
);
