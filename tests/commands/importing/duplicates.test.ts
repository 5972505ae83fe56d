import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import os, { tmpdir } from "node:os";
import path from "node:path";
import { Duplicates } from "../../../commands/importing/duplicates";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "duplicates-"));
  jest.spyOn(os, "tmpdir").mockReturnValue(folder);
});
afterEach(() => {
  jest.restoreAllMocks();
  rmSync(folder, { recursive: true });
});

test("a login that comes again is found with its note among more than are kept in memory, and no file can be left", () => {
  const duplicates = new Duplicates();
  expect(readdirSync(folder)).toEqual([]);
  for (let line = 1; line <= 300_000; line += 1)
    duplicates.add(`user${line % 299_998}@acme.example`, line, 0);
  duplicates.add("user7@acme.example", 300_001, 2);
  expect([...duplicates.found()].sort((one, other) => one.line - other.line)).toEqual([
    { line: 299_999, earlier: 1, note: 0, earlierNote: 0 },
    { line: 300_000, earlier: 2, note: 0, earlierNote: 0 },
    { line: 300_001, earlier: 7, note: 2, earlierNote: 0 },
  ]);
  duplicates.close();
});
