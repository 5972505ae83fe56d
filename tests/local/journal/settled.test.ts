import fs, { fstatSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { PutCommand, ScanCommand } from "@aws-sdk/lib-dynamodb";
import { Collection } from "../../../local/journal/collection";
import { type Journal, openJournal } from "../../../local/journal/journal";
import { whenSettled } from "../../../local/journal/when-settled";
import { openChangeLog } from "../../../local/streams/change-log";
import { startTables } from "../../../local/tables/tables";
import { eventSource } from "../streams/event-source";
import { table } from "../tables/table";

type Sync = (descriptor: number, done: (error: Error | null) => void) => void;

const realSync = fs.fdatasync as Sync;
let folder: string;
let file: string;
let journal: Journal | undefined;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "settled-"));
  file = path.join(folder, "journal.jsonl");
});
afterEach(() => {
  jest.restoreAllMocks();
  journal?.close();
  rmSync(folder, { recursive: true });
});

const syncBy = (sync: Sync) => jest.spyOn(fs, "fdatasync").mockImplementation(sync as typeof fs.fdatasync);

function open() {
  journal = openJournal(file);
  return { journal, users: new Collection<object>(journal, "users") };
}

/** Syncs that end when the test says. */
function heldSyncs() {
  const held: (() => void)[] = [];
  const spy = syncBy((descriptor, done) => held.push(() => realSync(descriptor, done)));
  return { spy, release: () => held.shift()?.() };
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

test("what waits is on the disk only once the disk says so; what has been written since waits for another sync", async () => {
  const { spy, release } = heldSyncs();
  const { journal, users } = open();
  const settled: string[] = [];
  const put = (id: string) => {
    users.put(id, {});
    return journal.settled().then(() => settled.push(id));
  };
  const first = put("ada");
  const others = [put("grace"), put("emmy")];
  await turn();
  expect([settled, spy.mock.calls.length]).toEqual([[], 1]);
  release();
  await first;
  await turn();
  expect([settled, spy.mock.calls.length]).toEqual([["ada"], 2]);
  release();
  await Promise.all(others);
  await journal.settled();
  expect(spy.mock.calls.length).toBe(2);
});

test("a response does not end before what was written is on the disk", async () => {
  const { release } = heldSyncs();
  const { journal, users } = open();
  const server = createServer(
    whenSettled([journal], (_, response) => {
      users.put("ada", {});
      response.writeHead(200).end("done");
    }),
  ).listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const { port } = server.address() as AddressInfo;
  let isAnswered = false;
  const answer = fetch(`http://127.0.0.1:${port}`).then((response) => {
    isAnswered = true;
    return response.text();
  });
  while (users.size === 0) await turn();
  for (let turns = 0; turns < 100; turns += 1) await turn();
  expect(isAnswered).toBe(false);
  release();
  expect(await answer).toBe("done");
  server.close();
});

test("what the disk does not take is not answered, and nothing more is taken", async () => {
  syncBy((_, done) => done(new Error("the disk is gone")));
  const { journal, users } = open();
  const tables = await startTables([table("Orders")], { journal });
  await expect(
    tables.client.send(new PutCommand({ TableName: "Orders", Item: { id: "1" } })),
  ).rejects.toThrow();
  await tables.stop();
  // Another sync might claim to succeed.
  jest.restoreAllMocks();
  expect(() => users.put("ada", {})).toThrow("the disk is gone");
  await expect(journal.settled()).rejects.toThrow("the disk is gone");
});

/** The file as a power cut leaves it: with what was written when the last sync that has ended began. */
function createDisk() {
  let kept = 0;
  syncBy((descriptor, done) => {
    const { size } = fstatSync(descriptor);
    realSync(descriptor, (error) => {
      if (error === null) kept = Math.max(kept, size);
      done(error);
    });
  });
  return { left: () => readFileSync(file).subarray(0, kept) };
}

test.each([1, 20, 77, 200])(
  "a power cut after %i answers takes nothing that was answered",
  async (answers) => {
    const disk = createDisk();
    const source = eventSource();
    const { journal: writing } = open();
    const ORDERS = table("Orders", { hasStream: true });
    const tables = await startTables([ORDERS], {
      journal: writing,
      changes: openChangeLog(writing, [source], () => new Date()),
    });
    // They are on the disk before anybody is answered.
    await writing.settled();
    const answered = new Map<string, number>();
    let left = answers;
    let afterCut = Buffer.alloc(0);
    const writeOn = async (id: string) => {
      for (let version = 1; left > 0; version += 1) {
        await tables.client.send(new PutCommand({ TableName: "Orders", Item: { id, version } }));
        if (left > 0) answered.set(id, version);
        left -= 1;
        if (left === 0) afterCut = disk.left();
      }
    };
    await Promise.all(["a", "b", "c", "d"].map(writeOn));
    await tables.stop();
    writing.close();
    jest.restoreAllMocks();
    writeFileSync(file, afterCut);

    const { journal: again } = open();
    const changes = openChangeLog(again, [source], () => new Date());
    const opened = await startTables([ORDERS], { journal: again, changes });
    const { Items = [] } = await opened.client.send(new ScanCommand({ TableName: "Orders" }));
    const found = new Map(Items.map(({ id, version }) => [id, Number(version)]));
    for (const [id, version] of answered) expect(found.get(id) ?? 0).toBeGreaterThanOrEqual(version);
    const told = changes.queueOf(source).first(Number.POSITIVE_INFINITY);
    expect(told).toHaveLength([...found.values()].reduce((sum, version) => sum + version, 0));
    await opened.stop();
  },
);
