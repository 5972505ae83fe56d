import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { Collection } from "../../../local/journal/collection";
import { openJournal } from "../../../local/journal/journal";

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "journal-"));
  file = path.join(folder, "pool.jsonl");
});
afterEach(() => rmSync(folder, { recursive: true }));

const change = (id: string) => JSON.stringify({ collection: "users", id, record: { id } });

test("what a process that died has left of its last line is left out", () => {
  writeFileSync(file, `${change("ada")}\n${change("grace").slice(0, 20)}`);
  const journal = openJournal(file);
  expect([...journal.read("users").keys()]).toEqual(["ada"]);
  journal.close();
});

test("nothing counts from where a power cut has left zeros", () => {
  const lost = "\0".repeat(change("grace").length + 1);
  writeFileSync(file, `${change("ada")}\n${lost}${change("emmy")}\n`);
  const journal = openJournal(file);
  expect([...journal.read("users").keys()]).toEqual(["ada"]);
  journal.close();
});

test("a damaged line in between is named, with what helps", () => {
  writeFileSync(file, `${change("ada")}\nxx${change("grace")}\n${change("emmy")}\n`);
  expect(() => openJournal(file)).toThrow(
    `line 2 of ${file} is damaged: remove the line, or start with --fresh`,
  );
});

test("nobody else reads the keys that are in it", () => {
  openJournal(file).close();
  expect(statSync(file).mode & 0o777).toBe(0o600);
});

test("the file is written anew before it holds many more changes than records, and loses none of them", () => {
  const journal = openJournal(file);
  const users = new Collection<{ count: number }>(journal, "users");
  for (let count = 1; count <= 50_000; count += 1) {
    users.put("ada", { count });
    users.put(`stranger-${count}`, { count });
    users.delete(`stranger-${count}`);
  }
  journal.close();
  expect(readFileSync(file, "utf8").split("\n").length).toBeLessThan(20_100);
  const opened = openJournal(file);
  expect([...opened.read("users")]).toEqual([["ada", { count: 50_000 }]]);
  opened.close();
});
