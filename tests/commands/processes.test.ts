import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import path from "node:path";
import { setTimeout } from "node:timers/promises";
import { paginateScan } from "@aws-sdk/lib-dynamodb";
import bcryptjs from "bcryptjs";
import { ACME, ADA, ADAS_ADDRESS, exclusion, fullProfile, membership } from "../harness/people";
import type { CommandResult } from "../harness/run-command";
import { startServer } from "../harness/server";
import { startPool } from "../local/pool/test-pool";
import { type LocalStage, nameOf, startLocalStage } from "./harness/local-stage";
import { putUser } from "./harness/pool-users";

const PROJECT = path.join(__dirname, "..", "..");
/** As the scripts in package.json start a command. */
const COMMAND = [path.join("bin", "program"), path.join("commands", "run.ts")];

let stage: LocalStage;
let home: string;
beforeAll(async () => {
  home = mkdtempSync(path.join(tmpdir(), "commands-"));
  stage = await startLocalStage();
  await stage.put("TenantsTable", ACME);
  await stage.put("PeopleTable", fullProfile(), membership());
});
afterAll(async () => {
  await stage.stop();
  rmSync(home, { recursive: true });
});

interface Circumstances {
  readonly environment?: Record<string, string>;
  readonly input?: string;
}

/** A command as npm starts it, on a computer without AWS credentials, with nobody at the terminal. */
const start = (...words: string[]): Promise<CommandResult> => startWith({}, ...words);

async function startWith(
  { environment, input = "" }: Circumstances,
  ...words: string[]
): Promise<CommandResult> {
  const child = spawn(process.execPath, [...COMMAND, ...words], {
    cwd: PROJECT,
    env: { ...bare(), ...environment },
  });
  const outcome = { out: "", err: "" };
  child.stdout.on("data", (chunk) => {
    outcome.out += chunk;
  });
  child.stderr.on("data", (chunk) => {
    outcome.err += chunk;
  });
  child.stdin.end(input);
  const [code] = await once(child, "close");
  return { code: code ?? -1, ...outcome };
}

function bare(): Record<string, string | undefined> {
  return {
    PATH: process.env.PATH,
    HOME: home,
    AWS_EC2_METADATA_DISABLED: "true",
    // The framework generates its validator for seconds where it finds none.
    SLS_SCHEMA_CACHE_BASE_DIR: homedir(),
  };
}

describe("as a process", () => {
  test("a command prints JSON and nothing else", async () => {
    const { code, out, err } = await start("people:show", ADA, "--json", "--endpoint", stage.endpoint);
    expect([code, JSON.parse(out), err]).toEqual([
      0,
      {
        people: [{ profile: fullProfile(), memberships: [membership()], formerMemberships: [] }],
        addresses: [{ address: ADAS_ADDRESS, exclusions: [] }],
        accounts: [],
      },
      "",
    ]);
  });

  test("a command changes the tables", async () => {
    const started = new Date().toISOString();
    const { code, err } = await start("people:suspend", ADA, "--endpoint", stage.endpoint);
    const unreached = "Their sessions at the pool could not be ended; they end with the next token.\n";
    expect([code, err]).toEqual([0, unreached]);
    const [suspended, member, excluded] = await stage.all("PeopleTable");
    const since = String(excluded?.since);
    expect([suspended, member, excluded]).toEqual([
      fullProfile({ status: "suspended" }),
      membership(),
      exclusion("suspended", since),
    ]);
    expect(since >= started && since <= new Date().toISOString()).toBe(true);
  });

  test("an erasure that nobody confirms does not happen", async () => {
    const before = await stage.all("PeopleTable");
    const pool = await startPool({ settings: { name: "cognito-triggers-dev" } });
    const words = ["--endpoint", stage.endpoint, "--pool-endpoint", pool.endpoint];
    const { code, out, err } = await start("people:erase", ADA, ...words);
    await pool.stop();
    expect({ code, out, err }).toEqual({
      code: 1,
      out: "",
      err: "There is no terminal to ask for confirmation. Give --yes to go on without it.\n",
    });
    expect(await stage.all("PeopleTable")).toEqual(before);
  });

  test("a command that is not understood ends with 64", async () => {
    const { code, out, err } = await start("tenants:create", "initech");
    expect([code, out, err.split("\n")[0]]).toEqual([64, "", "Missing: --name <name>"]);
  });

  test("a DynamoDB that cannot be reached is one sentence", async () => {
    expect(await start("people:show", ADA, "--endpoint", "http://127.0.0.1:1")).toEqual({
      code: 1,
      out: "",
      err:
        "http://127.0.0.1:1 cannot be reached (ECONNREFUSED). To run a stage on this computer: npm start. " +
        "--endpoint is the URL of its DynamoDB, --pool-endpoint of its user pool.\n",
    });
  });

  test("a user pool that cannot be reached is told by its own address", async () => {
    const words = ["--endpoint", stage.endpoint, "--pool-endpoint", "http://127.0.0.1:1"];
    expect(await start("people:prove-address", ADAS_ADDRESS, ...words)).toEqual({
      code: 1,
      out: "",
      err:
        "http://127.0.0.1:1 cannot be reached (ECONNREFUSED). To run a stage on this computer: npm start. " +
        "--endpoint is the URL of its DynamoDB, --pool-endpoint of its user pool.\n",
    });
  });

  test("missing credentials are one sentence", async () => {
    const { code, out, err } = await start("people:show", ADA, "--endpoint", "https://127.0.0.1:1");
    expect([code, out]).toEqual([1, ""]);
    expect(err).toMatch(
      /^There are no usable AWS credentials \(.+\)\. Set AWS_PROFILE or sign in, for instance with aws sso login\. .+\n$/,
    );
  });

  test("missing credentials for AWS are told with the way to a stage on this computer", async () => {
    const { code, out, err } = await start("people:show", ADA, "--region", "eu-central-1");
    expect([code, out]).toEqual([1, ""]);
    expect(err).toMatch(
      /^There are no usable AWS .+ For a stage on this computer, run npm start, or give the URL of its DynamoDB as --endpoint\.\n$/,
    );
  });

  test("a stage that serverless.yml does not allow is one sentence", async () => {
    const { code, out, err } = await start("legacy:check", "--stage", "PROD", "--endpoint", stage.endpoint);
    expect([code, out]).toEqual([1, ""]);
    expect(err).toMatch(
      /^serverless\.yml cannot be read for the stage PROD\. .*the stage PROD must be at most 26 lower-case.*\n$/,
    );
  });

  describe("legacy:import", () => {
    const HASH = bcryptjs.hashSync("correct horse battery", 4);
    const rowsOf = (count: number) =>
      Array.from({ length: count }, (_, index) => `user${index}@acme.example,${HASH},${index}\n`);
    const legacyUsers = async () => {
      const users = [];
      for await (const page of paginateScan(
        { client: stage.client },
        { TableName: nameOf("LegacyUsersTable") },
      ))
        users.push(...(page.Items ?? []));
      return users;
    };

    test("reads what comes in at the standard input", async () => {
      const errors = path.join(home, "errors.jsonl");
      const input = `login,hash,legacyId\nnobody,x,1\nada@acme.example,${HASH},1\n`;
      const { code, out, err } = await startWith(
        { input },
        ...["legacy:import", "-", "--errors", errors, "--endpoint", stage.endpoint],
      );
      expect([code, out.split("\n")[0], err]).toEqual([
        1,
        `1 of 2 rows imported into ${nameOf("LegacyUsersTable")}.`,
        "",
      ]);
      expect(readFileSync(errors, "utf8")).toBe(
        '{"line":2,"reason":"the login is not an e-mail address in ASCII"}\n',
      );
      expect(await legacyUsers()).toEqual([
        expect.objectContaining({ login: "ada@acme.example", legacyId: "1" }),
      ]);
    });

    test("goes on after a kill: nothing is lost, and nothing doubled", async () => {
      const file = path.join(home, "users.csv");
      const rows = rowsOf(2_500);
      for (const [index, line] of [100, 700, 2_400].entries())
        rows[line] = `USER${index}@acme.example,${HASH},again\n`;
      rows[800] = "nobody,x,x\n";
      writeFileSync(file, `login,hash,legacyId\n${rows.join("")}`);
      const words = ["legacy:import", file, "--endpoint", stage.endpoint];
      const child = spawn(process.execPath, [...COMMAND, ...words], {
        cwd: PROJECT,
        env: bare(),
        stdio: "ignore",
      });
      await checkpointAfter(`${file}.checkpoint`, 500, child);
      child.kill("SIGKILL");
      expect(await once(child, "close")).toEqual([null, "SIGKILL"]);
      const killed = (await legacyUsers()).length;
      expect(killed).toBeLessThan(rows.length);

      const { code, out } = await start("legacy:import", file, "--resume", "--endpoint", stage.endpoint);
      expect([code, out.split("\n")[0]]).toEqual([
        1,
        `2496 of 2500 rows imported into ${nameOf("LegacyUsersTable")}.`,
      ]);
      const users = (await legacyUsers()).filter(({ login }) => login !== "ada@acme.example");
      expect(users).toHaveLength(2_496);
      for (const { login, legacyId } of users) expect(login).toBe(`user${legacyId}@acme.example`);
      expect(
        readFileSync(`${file}.errors.jsonl`, "utf8")
          .trimEnd()
          .split("\n")
          .map((line) => JSON.parse(line)),
      ).toEqual([
        { line: 102, reason: "the login is that of line 2" },
        { line: 702, reason: "the login is that of line 3" },
        { line: 802, reason: "the login is not an e-mail address in ASCII" },
        { line: 2_402, reason: "the login is that of line 4" },
      ]);
      expect(existsSync(`${file}.checkpoint`)).toBe(false);
    });
  });

  test("people:import goes on after a kill: nobody is lost, and nobody doubled", async () => {
    const pool = await startPool({ settings: { name: "cognito-triggers-dev" } });
    const subs: string[] = [];
    for (let index = 0; index < 20; index += 1)
      subs.push(await putUser(pool, `user${index}@acme.example`, {}));
    const tenants = Array.from({ length: 32 }, (_, index) => `tenant-${index}`);
    await stage.put("TenantsTable", ...tenants.map((id) => ({ ...ACME, id: `tenant#${id}` })));
    const file = path.join(home, "people.csv");
    const rows = tenants.flatMap((id) => subs.map((sub) => `${sub},${id}\n`));
    writeFileSync(file, `sub,tenantId\n${rows.join("")}`);
    const words = ["people:import", file, "--endpoint", stage.endpoint, "--pool-endpoint", pool.endpoint];
    const child = spawn(process.execPath, [...COMMAND, ...words], {
      cwd: PROJECT,
      env: bare(),
      stdio: "ignore",
    });
    await checkpointAfter(`${file}.checkpoint`, 500, child);
    child.kill("SIGKILL");
    expect(await once(child, "close")).toEqual([null, "SIGKILL"]);
    const written = async () =>
      (await stage.all("PeopleTable")).filter(({ sub }) => subs.includes(String(sub)));
    const killed = await written();
    expect(killed.length).toBeGreaterThan(500);
    expect(killed.length).toBeLessThan(rows.length);

    const { code, out } = await start(...words, "--resume");
    await pool.stop();
    expect(code).toBe(0);
    const imported = /^(\d+) of 640 rows imported into /.exec(out)?.[1];
    const there = /^There already: (\d+)\.$/m.exec(out)?.[1] ?? 0;
    expect(Number(imported) + Number(there)).toBe(rows.length);
    const people = await written();
    expect(people).toHaveLength(rows.length + subs.length);
    const members = people.filter(({ item }) => item !== "profile");
    expect(members.every(({ version, status }) => version === 1 && status === "active")).toBe(true);
    const places = new Map(people.map((one) => [`${one.sub} ${one.item}`, one]));
    expect(killed.map(({ sub, item }) => places.get(`${sub} ${item}`))).toEqual(killed);
    expect(existsSync(`${file}.checkpoint`)).toBe(false);
  });

  describe("migration:report", () => {
    const report = (cloudWatch: string) =>
      startWith(
        {
          environment: {
            AWS_ACCESS_KEY_ID: "local",
            AWS_SECRET_ACCESS_KEY: "local",
            AWS_ENDPOINT_URL_DYNAMODB: stage.endpoint,
            AWS_ENDPOINT_URL_CLOUDWATCH: cloudWatch,
          },
        },
        ...["migration:report", "--weeks", "2"],
      );
    const day = (daysAgo: number) => Math.floor(Date.now() / 86_400_000 - daysAgo) * 86_400;

    test("counts unsuccessful attempts by the metric of the log lines", async () => {
      const asked: Record<string, unknown>[] = [];
      const { endpoint, stop } = await startCloudWatch((request) => {
        asked.push(request);
        if (request.NextToken === undefined)
          return {
            MetricDataResults: [{ Id: "m0", Timestamps: [day(0), day(7)], Values: [5, 40] }],
            NextToken: "more",
          };
        return {
          MetricDataResults: [
            { Id: "m0", Timestamps: [day(8)], Values: [2] },
            { Id: "m1", Timestamps: [day(0)], Values: [3] },
          ],
        };
      });
      const { code, out, err } = await report(endpoint).finally(stop);
      // A slow report tells how far it is.
      expect([code, err.replace(/^Old users read: \d+\n/gm, "")]).toEqual([0, ""]);
      expect(out.split("\n")[0]).toBe("Week of     Moved over  Not brought over  Failed");
      expect(out).toMatch(/\ntotal +0 +47 +3\n/);
      expect(asked).toHaveLength(2);
      expect(asked[0]).toMatchObject({
        StartTime: expect.any(Number),
        MetricDataQueries: ["not-migrated", "fault"].map((outcome, index) => ({
          Id: `m${index}`,
          MetricStat: {
            Metric: {
              Namespace: "CognitoTriggers",
              MetricName: "milliseconds",
              Dimensions: [
                { Name: "stage", Value: "dev" },
                { Name: "trigger", Value: "user-migration" },
                { Name: "outcome", Value: outcome },
              ],
            },
            Period: 86_400,
            Stat: "SampleCount",
          },
        })),
      });
    });

    test("goes on without CloudWatch", async () => {
      const { endpoint, stop } = await startCloudWatch(() => undefined);
      const { code, out } = await report(endpoint).finally(stop);
      expect(code).toBe(0);
      expect(out.split("\n")[0]).toBe("Week of     Moved over");
      expect(out).toContain(
        "\nUnsuccessful attempts are not counted. These credentials do not permit this: " + "not for you\n",
      );
      expect(out).toContain(" Still to come: ");
    });
  });
});

/** Waits until an import has come to this line. */
async function checkpointAfter(file: string, line: number, child: ChildProcess): Promise<void> {
  while (child.exitCode === null) {
    if (existsSync(file) && JSON.parse(readFileSync(file, "utf8")).line > line) return;
    await setTimeout(20);
  }
  throw new Error("the import was over before its time");
}

/** Speaks as much of CloudWatch's protocol as its client understands; without an answer, access is denied. */
const startCloudWatch = (answer: (request: Record<string, unknown>) => object | undefined) =>
  startServer(async (incoming, outgoing) => {
    const body = Buffer.concat(await incoming.toArray()).toString();
    const content = answer(JSON.parse(body));
    outgoing.writeHead(content === undefined ? 400 : 200, { "content-type": "application/x-amz-json-1.0" });
    outgoing.end(JSON.stringify(content ?? { __type: "AccessDeniedException", message: "not for you" }));
  });
