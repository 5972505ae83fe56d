import path from "node:path";
import { PutCommand } from "@aws-sdk/lib-dynamodb";
import { openJournal } from "../../../local/journal/journal";
import { openChangeLog } from "../../../local/streams/change-log";
import { startTables } from "../../../local/tables/tables";
import { table } from "../tables/table";
import { eventSource } from "./event-source";

/** Writes until it is killed, several items at once, and says which writes were acknowledged. */
async function write(folder: string): Promise<void> {
  const now = () => new Date();
  const journal = openJournal(path.join(folder, "changes.jsonl"));
  const changes = openChangeLog(journal, [eventSource()], now);
  const { client } = await startTables([table("Orders", { hasStream: true })], {
    journal,
    changes,
  });
  const writeOn = async (id: string) => {
    for (let version = 1; ; version += 1) {
      await client.send(new PutCommand({ TableName: "Orders", Item: { id, version } }));
      process.stdout.write(`${id} ${version}\n`);
    }
  };
  await Promise.all(["a", "b", "c", "d"].map(writeOn));
}

void write(process.argv[2] ?? "");
