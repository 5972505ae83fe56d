import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import path from "node:path";
import { claim } from "../../../commands/importing/claim";

let folder: string;
let errors: string;
let checkpoint: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "claim-"));
  errors = path.join(folder, "people.csv.errors.jsonl");
  checkpoint = path.join(folder, "people.csv.checkpoint");
});
afterEach(() => rmSync(folder, { recursive: true }));

const HERE = hostname();
const claimAs = (file: string, host: string, pid: number): string => {
  const mark = `${file}.claim-${host}-${pid}`;
  writeFileSync(mark, "");
  return mark;
};
/** A process that has ended. */
const endedPid = (): number => spawnSync(process.execPath, ["--version"]).pid;

test("an import claims every file that it writes, until it has ended", () => {
  const release = claim([errors, checkpoint]);
  expect(readdirSync(folder).sort()).toEqual(
    [checkpoint, errors].map((file) => `${path.basename(file)}.claim-${HERE}-${process.pid}`),
  );
  release();
  expect(readdirSync(folder)).toEqual([]);
});

test("whatever one of the files is claimed, the import claims none", () => {
  const mark = claimAs(checkpoint, HERE, process.ppid);
  expect(() => claim([errors, checkpoint])).toThrow(
    `Process ${process.ppid} on ${HERE} is writing ${checkpoint}. Wait for its end. If it has ended, delete ${mark}.`,
  );
  expect(readdirSync(folder)).toEqual([path.basename(mark)]);
});

test("what a killed import has left behind is no claim, but on another computer it may be one", () => {
  claimAs(errors, HERE, endedPid());
  claim([errors])();
  expect(readdirSync(folder)).toEqual([]);
  claimAs(errors, "elsewhere", endedPid());
  expect(() => claim([errors])).toThrow("on elsewhere is writing");
});

test("a file whose name only begins so is another one", () => {
  claimAs(`${errors}.old`, HERE, process.ppid);
  claim([errors])();
  expect(readdirSync(folder)).toHaveLength(1);
});

test("where nothing can be written, nothing is claimed", () => {
  expect(() => claim([path.join(folder, "none", "errors.jsonl")])).toThrow("cannot be written (ENOENT).");
});
