import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { choosePlace } from "../../../commands/stage/place";
import { findRunningEdition } from "../../../commands/stage/running-edition";
import { runCommand } from "../../harness/run-command";
import {
  createEditionFolder,
  startKeptEdition,
  type TestEdition,
} from "../../local/edition/start-test-edition";

const place = createEditionFolder();
let visited: TestEdition;
beforeAll(async () => {
  visited = await startKeptEdition(place);
});
afterAll(async () => {
  await visited.stop();
  place.remove();
});

/** Runs a command on a computer whose editions are in that folder. */
const run = (words: readonly string[], { hasAwsCredentials = false } = {}) =>
  runCommand(words, {
    findRunningEdition: (stage) => findRunningEdition(place.folder, stage),
    hasAwsCredentials: async () => hasAwsCredentials,
  });

const FOUND = `Working on the stage dev that npm start runs on this computer (process ${process.pid}).`;
const NOBODY = "Nobody has the address nobody@acme.example, and it is not excluded.";

describe("a command without --region and --endpoint", () => {
  test("takes the edition that runs on this computer, tables and pool, and says so first", async () => {
    expect(await run(["tenants:suspend", "globex"])).toMatchObject({ code: 0, err: FOUND });
    expect(await visited.tables.get("TenantsTable", { id: "tenant#globex" })).toMatchObject({
      status: "suspended",
    });
    const { code, err } = await run(["people:prove-address", "nobody@acme.example"]);
    expect([code, err]).toEqual([
      1,
      `${FOUND}\nThe user pool has no user with the sub or address nobody@acme.example.`,
    ]);
  });

  test("does not guess where there are AWS credentials as well", async () => {
    const { endpoint } = visited.edition.tables;
    expect(await run(["tenants:restore", "globex"], { hasAwsCredentials: true })).toEqual({
      code: 1,
      out: "",
      err:
        "The stage dev runs on this computer (npm start), and there are AWS credentials. Choose one: " +
        `--endpoint ${endpoint} is this computer, --region eu-central-1 is AWS.`,
    });
    expect(await visited.tables.get("TenantsTable", { id: "tenant#globex" })).toMatchObject({
      status: "suspended",
    });
    const said = await run(["people:show", "nobody@acme.example", "--endpoint", endpoint], {
      hasAwsCredentials: true,
    });
    expect(said).toEqual({ code: 1, out: "", err: NOBODY });
  });
});

test("--region means AWS, whatever runs on this computer", async () => {
  const given = { stage: "dev", region: "eu-central-1", endpoint: undefined, "pool-endpoint": undefined };
  const told: string[] = [];
  const chosen = await choosePlace(given, {
    findRunningEdition: (stage) => findRunningEdition(place.folder, stage),
    hasAwsCredentials: async () => true,
    tell: (text) => told.push(text),
  });
  expect([chosen, told]).toEqual([{ stage: "dev", region: "eu-central-1" }, []]);
});

test("the pool of an edition is found by the endpoint of its tables", async () => {
  const words = [
    "people:prove-address",
    "nobody@acme.example",
    "--endpoint",
    visited.edition.tables.endpoint,
  ];
  expect(await run(words)).toMatchObject({
    err: "The user pool has no user with the sub or address nobody@acme.example.",
  });
});

describe("an edition runs no longer", () => {
  const file = () => path.join(place.folder, "dev", "running.json");
  let elsewhere: string;
  beforeEach(() => {
    elsewhere = mkdtempSync(path.join(tmpdir(), "left-"));
  });
  afterEach(() => rmSync(elsewhere, { recursive: true }));

  /** What an edition would have left in a folder. */
  const leave = (changes: object, stage = "dev") => {
    mkdirSync(path.join(elsewhere, stage), { recursive: true });
    const left = { ...JSON.parse(readFileSync(file(), "utf8")), ...changes };
    writeFileSync(path.join(elsewhere, stage, "running.json"), JSON.stringify(left));
  };

  test("where it has left nothing, or nothing that can be read", async () => {
    expect(await findRunningEdition(elsewhere, "dev")).toBeUndefined();
    leave({ tables: undefined });
    expect(await findRunningEdition(elsewhere, "dev")).toBeUndefined();
    leave({});
    expect(await findRunningEdition(elsewhere, "dev")).toBeDefined();
  });

  test.each([
    ["its process has ended", { pid: 2 ** 22 + 1 }],
    ["nobody answers at its port", { pool: "http://127.0.0.1:1" }],
    ["another stage answers at its port", { userPoolId: "eu-central-1_another" }],
  ])("when %s", async (_, changes) => {
    leave(changes);
    expect(await findRunningEdition(elsewhere, "dev")).toBeUndefined();
  });

  test("once it was stopped", async () => {
    expect(existsSync(file())).toBe(true);
    await visited.stop();
    expect(existsSync(file())).toBe(false);
    visited = await startKeptEdition(place);
  });
});
