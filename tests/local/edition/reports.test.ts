import { readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout } from "node:timers/promises";
import type { Report } from "../../../local/reports/report";
import { copySources } from "../stack/copied-sources";
import { startTestEdition, type TestEdition } from "./start-test-edition";
import { PASSWORD, signIn, signUp } from "./visitor";

let sources: string;
let visited: TestEdition;
let reports: Report[] = [];
beforeAll(async () => {
  sources = copySources();
  visited = await startTestEdition({ sources, onReport: (report) => reports.push(report) });
});
beforeEach(() => {
  reports = [];
});
afterAll(async () => {
  await visited.stop();
  rmSync(sources, { recursive: true, force: true });
});

const STRANGER = "mallory@elsewhere.example";

/** What a busy machine adds. */
const SLOW = /; warning: slower than the floor.*$/;

/** What is told without --verbose, once the last of it is there: `pre-sign-up refused ...`. */
async function told(last: string): Promise<string[]> {
  for (;;) {
    const lines = reports
      .filter(({ isRoutine }) => !isRoutine)
      .map(({ what, outcome, who, why }) => `${what} ${outcome} ${who} ${why}`.trimEnd().replace(SLOW, ""));
    if (lines.some((line) => line.startsWith(last))) return lines;
    await setTimeout(10);
  }
}

const post = (route: string, body: object) =>
  fetch(`${visited.edition.apiUrl}${route}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });

test("a trigger's refusal is told once, with its reason", async () => {
  await expect(signUp(visited, STRANGER)).rejects.toThrow("invitation");
  expect(await told("pre-sign-up")).toEqual([`pre-sign-up refused ${STRANGER} belongs-nowhere`]);
});

test("a request to the API is told with its status and code, and what the pool has sent meanwhile with the code", async () => {
  await post("/auth/sign-up", { email: "ada@acme.example", password: PASSWORD });
  await post("/auth/sign-in", { email: "ada@acme.example", password: "not the password" });
  const code = visited.code("ada@acme.example");
  expect(await told("POST /auth/sign-in")).toEqual([
    `e-mail sent ada@acme.example ${code}  Your verification code (SignUp)`,
    "POST /auth/sign-up 201 ada@acme.example",
    "POST /auth/sign-in 401 ada@acme.example wrong-credentials",
  ]);
});

test("what no function has decided is told as well: the pool's own refusals, and the gateway's", async () => {
  await expect(signIn(visited, "ada@acme.example", "not the password")).rejects.toThrow();
  await fetch(`${visited.edition.apiUrl}/profile?who=ada`);
  expect(await told("GET /profile")).toEqual([
    "InitiateAuth refused ada@acme.example NotAuthorizedException: Incorrect username or password.",
    "GET /profile 401  Unauthorized",
  ]);
});

test("each run of a function can be told", async () => {
  await expect(signUp(visited, "grace@acme.example")).resolves.toEqual(expect.any(String));
  await told("e-mail sent grace");
  const routine = reports.filter(({ isRoutine }) => isRoutine).map(({ what, outcome }) => [what, outcome]);
  expect(routine).toEqual([
    ["pre-sign-up", "accepted"],
    ["custom-message", "composed"],
  ]);
});

describe("a fault", () => {
  const POLICY = "functions/pre-sign-up/sign-up-policy.ts";
  const file = () => path.join(sources, ...POLICY.split("/"));
  const lineOf = (sought: string) =>
    readFileSync(file(), "utf8")
      .split("\n")
      .findIndex((line) => line.includes(sought)) + 1;
  let original: string;
  beforeAll(() => {
    original = readFileSync(file(), "utf8");
  });
  afterEach(() => writeFileSync(file(), original));

  /** Signs up until the edit has taken effect. */
  async function faultAfter(edited: string): Promise<string> {
    writeFileSync(file(), edited);
    for (;;) {
      await signUp(visited, STRANGER).catch(() => {});
      await told("pre-sign-up");
      const fault = reports.find(({ outcome }) => outcome === "fault");
      if (fault !== undefined) return `${fault.what} ${fault.who} ${fault.why}`;
    }
  }

  test("in a handler is told with its message and the line of the source", async () => {
    const planted = 'JSON.parse("planted for " + identity.email?.address);\n  const question';
    const fault = await faultAfter(original.replace("const question", planted));
    expect(fault).toMatch(/^pre-sign-up mallory@elsewhere.example SyntaxError: .*"planted fo"/);
    expect(fault).toContain(`(${POLICY}:${lineOf("planted")})`);
    const { log } = visited.edition.lambda.invocations.findLast(({ fault }) => fault !== undefined) ?? {};
    expect(JSON.stringify(log)).not.toContain("planted");
  });

  test("while the code is loaded is told in the same way", async () => {
    expect(await faultAfter(`${original}\nthrow new TypeError("planted at the end");\n`)).toBe(
      `pre-sign-up ${STRANGER} TypeError: planted at the end (${POLICY}:${lineOf("planted")})`,
    );
  });

  test("does not repeat the password", async () => {
    const policy = path.join(sources, "shared", "password-policy.ts");
    const given = "hunter2-hunter2";
    const edited = readFileSync(policy, "utf8").replace("password.length >=", "JSON.parse(password) >=");
    writeFileSync(policy, edited);
    for (;;) {
      await signIn(visited, STRANGER, given).catch(() => {});
      await told("user-migration");
      const fault = reports.find(({ outcome }) => outcome === "fault");
      if (fault === undefined) continue;
      expect(fault.why).toMatch(/^SyntaxError: .*\[masked]/);
      expect(JSON.stringify([reports, visited.edition.lambda.invocations])).not.toContain(given);
      break;
    }
  });
});
