import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { ACME, ADA, ADDRESS, exclusion, membership, profile } from "./ada";
import { type LocalStage, type Outcome, startLocalStage } from "./local-stage";

const PROJECT = path.join(__dirname, "..", "..");
const TSX = path.join(PROJECT, "node_modules", ".bin", "tsx");

let stage: LocalStage;
let home: string;
beforeAll(async () => {
  home = mkdtempSync(path.join(tmpdir(), "commands-"));
  stage = await startLocalStage();
  await stage.put("TenantsTable", ACME);
  await stage.put("PeopleTable", profile(), membership());
});
afterAll(async () => {
  await stage.stop();
  rmSync(home, { recursive: true });
});

/** A command as npm starts it, on a computer without AWS credentials, with nobody at the terminal. */
const start = (...words: string[]): Promise<Outcome> =>
  new Promise((resolve, reject) => {
    const { PATH } = process.env;
    const child = spawn(TSX, [path.join("commands", "run.ts"), ...words], {
      cwd: PROJECT,
      env: { PATH, HOME: home, AWS_EC2_METADATA_DISABLED: "true" },
      stdio: ["ignore", "pipe", "pipe"],
    });
    const outcome = { out: "", err: "" };
    child.stdout.on("data", (chunk) => {
      outcome.out += chunk;
    });
    child.stderr.on("data", (chunk) => {
      outcome.err += chunk;
    });
    child.once("error", reject);
    child.once("close", (code) => resolve({ code: code ?? -1, ...outcome }));
  });

describe("as a process", () => {
  test("a command prints JSON and nothing else", async () => {
    const { code, out, err } = await start("people:show", ADA, "--json", "--endpoint", stage.endpoint);
    expect([code, JSON.parse(out), err]).toEqual([
      0,
      {
        people: [{ profile: profile(), memberships: [membership()] }],
        addresses: [{ address: ADDRESS }],
        accounts: [],
      },
      "",
    ]);
  });

  test("a command changes the tables", async () => {
    const started = new Date().toISOString();
    const { code, err } = await start("people:suspend", ADA, "--endpoint", stage.endpoint);
    expect([code, err]).toEqual([0, ""]);
    const [suspended, member, excluded] = await stage.all("PeopleTable");
    const since = String(excluded?.since);
    expect([suspended, member, excluded]).toEqual([
      profile({ status: "suspended" }),
      membership(),
      exclusion("suspended", since),
    ]);
    expect(since >= started && since <= new Date().toISOString()).toBe(true);
  });

  test("an erasure that nobody confirms does not happen", async () => {
    const before = await stage.all("PeopleTable");
    expect(await start("people:erase", ADA, "--endpoint", stage.endpoint)).toEqual({
      code: 1,
      out: "",
      err: "Nobody is there to confirm the erasure. Give --yes to erase without being asked.\n",
    });
    expect(await stage.all("PeopleTable")).toEqual(before);
  });

  test("a command that is not understood ends with 2", async () => {
    const { code, out, err } = await start("tenants:create", "initech");
    expect([code, out, err.split("\n")[0]]).toEqual([2, "", "This is missing: --name <name>"]);
  });

  test("a DynamoDB that cannot be reached is one sentence", async () => {
    expect(await start("people:show", ADA, "--endpoint", "http://127.0.0.1:1")).toEqual({
      code: 1,
      out: "",
      err: "http://127.0.0.1:1 cannot be reached (ECONNREFUSED).\n",
    });
  });

  test("missing credentials are one sentence", async () => {
    const { code, out, err } = await start("people:show", ADA, "--endpoint", "https://127.0.0.1:1");
    expect([code, out]).toEqual([1, ""]);
    expect(err).toMatch(
      /^There are no usable AWS credentials \(.+\)\. Set AWS_PROFILE or sign in, for instance with: aws sso login\n$/,
    );
  });
});
