import { readFileSync } from "node:fs";
import path from "node:path";
import { invokeForCognito } from "../../../local/lambda/cognito-invocation";
import type { LambdaFunction } from "../../../local/lambda/function";
import { type Lambda, startLambda } from "../../../local/lambda/lambda";
import { type Bundles, startBundles } from "./bundles";

let bundles: Bundles;
let lambda: Lambda;
beforeEach(() => {
  bundles = startBundles();
});
afterEach(async () => {
  await lambda.stop();
  bundles.remove();
});

/** Writes down each call, then waits as long as the event says for that call. */
const DIARY = `
  const { appendFileSync, readFileSync } = require("node:fs");
  exports.handler = async ({ waits }) => {
    appendFileSync(process.env.DIARY, "begun ");
    const call = readFileSync(process.env.DIARY, "utf8").split("begun").length - 2;
    await new Promise((resolve) => setTimeout(resolve, waits[call]));
    appendFileSync(process.env.DIARY, "ended ");
    return { call };
  };`;

const start = (code: string, changes?: Partial<LambdaFunction>) => {
  const environment = { DIARY: path.join(bundles.folder, "diary") };
  lambda = startLambda([bundles.write("subject", code, changes)], { region: "eu-central-1", environment });
};
const diary = () => readFileSync(path.join(bundles.folder, "diary"), "utf8").trim().split(" ");

const attempts = () => lambda.invocations.map(({ attempt, late, outcome }) => [attempt, late, outcome.kind]);

/** Resolves when so many invocations have ended. */
const ended = (count: number) =>
  new Promise<void>((resolve) => {
    const check = () => lambda.invocations.length >= count && resolve();
    lambda.onInvocation(check);
    check();
  });

test("an answer in time is the first attempt's", async () => {
  start(DIARY);
  expect(await invokeForCognito(lambda, "subject", { waits: [0] })).toEqual({
    kind: "answered",
    payload: { call: 0 },
  });
  expect(attempts()).toEqual([[1, false, "answered"]]);
});

test("silence is tried again, and what the first attempt answers late is lost", async () => {
  start(DIARY);
  expect(await invokeForCognito(lambda, "subject", { waits: [1_500, 0] }, { limitMs: 500 })).toEqual({
    kind: "answered",
    payload: { call: 1 },
  });
  await ended(2);
  expect(attempts()).toEqual([
    [2, false, "answered"],
    [1, true, "answered"],
  ]);
});

test("after three silent attempts Cognito gives up, while all three run to their end", async () => {
  start(DIARY);
  expect(await invokeForCognito(lambda, "subject", { waits: [700, 700, 700] }, { limitMs: 150 })).toEqual({
    kind: "timed-out",
  });
  expect(diary()).not.toContain("ended");
  await ended(3);
  expect(diary()).toEqual(["begun", "begun", "begun", "ended", "ended", "ended"]);
  // Their threads may start in another order.
  expect(attempts().sort()).toEqual([
    [1, true, "answered"],
    [2, true, "answered"],
    [3, true, "answered"],
  ]);
});

test("a single attempt can be asked for", async () => {
  start(DIARY);
  expect(await invokeForCognito(lambda, "subject", { waits: [200] }, { limitMs: 50, attempts: 1 })).toEqual({
    kind: "timed-out",
  });
  await ended(1);
  expect(attempts()).toEqual([[1, true, "answered"]]);
});

test("a warm function whose own timeout is as long as Cognito's patience is silent for Cognito", async () => {
  start(DIARY, { timeoutSeconds: 0.3 });
  await lambda.invoke("subject", { waits: [0] });
  expect(
    await invokeForCognito(lambda, "subject", { waits: [0, 9_000] }, { limitMs: 300, attempts: 1 }),
  ).toEqual({ kind: "timed-out" });
  await ended(2);
  expect(attempts()).toEqual([
    [undefined, false, "answered"],
    [1, true, "failed"],
  ]);
});

test.each<[rule: string, code: string, changes: Partial<LambdaFunction>, outcome: object]>([
  [
    "an error",
    'exports.handler = async () => { throw new Error("refused"); }',
    {},
    { kind: "failed", errorType: "Error", errorMessage: "refused" },
  ],
  [
    "the function's own timeout",
    "exports.handler = async () => { for (;;); }",
    { timeoutSeconds: 0.1 },
    {
      kind: "failed",
      errorType: "Sandbox.Timedout",
      errorMessage: expect.stringMatching(/^RequestId: \S+ Error: Task timed out after 0.10 seconds$/),
    },
  ],
  ["a function without a free place", "", { reservedConcurrency: 0 }, { kind: "throttled" }],
])("%s is not tried again", async (_, code, changes, outcome) => {
  start(code, changes);
  expect(await invokeForCognito(lambda, "subject", {})).toEqual(outcome);
  expect(attempts()).toHaveLength(1);
});
