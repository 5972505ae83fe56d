import { execFile } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { LambdaFunction } from "../../../local/lambda/function";
import { type Lambda, type LambdaOptions, startLambda } from "../../../local/lambda/lambda";
import { type Bundles, startBundles } from "./bundles";

const PROJECT = path.join(__dirname, "..", "..", "..");
const TSX = path.join(PROJECT, "node_modules", "tsx", "dist", "cli.mjs");
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

let bundles: Bundles;
let lambda: Lambda;
beforeEach(() => {
  bundles = startBundles();
});
afterEach(async () => {
  await lambda.stop();
  bundles.remove();
});

type Options = Omit<LambdaOptions, "region">;

const start = (functions: readonly LambdaFunction[], options?: Options): Lambda => {
  lambda = startLambda(functions, { region: "eu-central-1", ...options });
  return lambda;
};
const startOne = (code: string, changes?: Partial<LambdaFunction>) =>
  start([bundles.write("subject", code, changes)]);

const lastId = () => lambda.invocations.at(-1)?.id;
const coldness = () => lambda.invocations.map(({ cold }) => cold);

/** Answers how often this thread was asked before, after as many milliseconds as the event says. */
const COUNTER = `
  let calls = 0;
  exports.handler = async ({ wait = 0, exit, fail }) => {
    calls += 1;
    const call = calls;
    await new Promise((resolve) => setTimeout(resolve, wait));
    if (exit !== undefined) process.exit(exit);
    if (fail) throw new Error("refused");
    return { call };
  };`;

describe("an answer", () => {
  test("is what the handler made of a JSON copy of the payload, as a JSON copy", async () => {
    startOne("exports.handler = async (event) => ({ ...event, at: new Date(0), none: undefined })");
    expect(await lambda.invoke("subject", { kept: [1, "two"], gone: undefined })).toEqual({
      kind: "answered",
      payload: { kept: [1, "two"], at: "1970-01-01T00:00:00.000Z" },
    });
  });

  test("is null when the handler returns nothing", async () => {
    startOne("exports.handler = async () => {}");
    expect(await lambda.invoke("subject", {})).toEqual({ kind: "answered", payload: null });
  });

  test("leaves the caller's payload alone", async () => {
    startOne("exports.handler = async (event) => { event.response.changed = true; return event; }");
    const payload = { response: {} };
    await lambda.invoke("subject", payload);
    expect(payload).toEqual({ response: {} });
  });
});

test("a handler gets the context that Lambda gives", async () => {
  startOne(
    `exports.handler = function (event, context) {
       const getRemainingTimeInMillis = context.getRemainingTimeInMillis();
       return { ...context, getRemainingTimeInMillis, arguments: arguments.length };
     }`,
    { timeoutSeconds: 3, memoryMb: 256 },
  );
  const outcome = await lambda.invoke("subject", {});
  expect(outcome).toEqual({
    kind: "answered",
    payload: {
      awsRequestId: lastId(),
      functionName: "subject",
      functionVersion: "$LATEST",
      memoryLimitInMB: "256",
      invokedFunctionArn: "arn:aws:lambda:eu-central-1:000000000000:function:subject",
      logGroupName: "/aws/lambda/subject",
      logStreamName: "local",
      getRemainingTimeInMillis: expect.any(Number),
      arguments: 2,
    },
  });
  const remaining = Object(outcome).payload.getRemainingTimeInMillis;
  expect(remaining).toBeGreaterThan(1_500);
  expect(remaining).toBeLessThanOrEqual(3_000);
  expect(lastId()).toMatch(UUID);
});

test("a function finds its own environment, what is around it and what Lambda sets, and nothing of this computer", async () => {
  const fn = bundles.write("subject", "exports.handler = async () => process.env", {
    environment: { STAGE: "dev", AWS_ENDPOINT_URL_DYNAMODB: "http://127.0.0.1:2" },
  });
  start([fn], { environment: { AWS_ENDPOINT_URL_DYNAMODB: "http://127.0.0.1:1", AROUND: "yes" } });
  expect(await lambda.invoke("subject", {})).toEqual({
    kind: "answered",
    payload: {
      STAGE: "dev",
      AROUND: "yes",
      AWS_ENDPOINT_URL_DYNAMODB: "http://127.0.0.1:2",
      AWS_REGION: "eu-central-1",
      AWS_DEFAULT_REGION: "eu-central-1",
      AWS_EXECUTION_ENV: "AWS_Lambda_nodejs24.x",
      AWS_LAMBDA_FUNCTION_NAME: "subject",
      AWS_LAMBDA_FUNCTION_VERSION: "$LATEST",
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: "128",
      AWS_LAMBDA_LOG_GROUP_NAME: "/aws/lambda/subject",
      AWS_LAMBDA_LOG_STREAM_NAME: "local",
      AWS_ACCESS_KEY_ID: "local",
      AWS_SECRET_ACCESS_KEY: "local",
      AWS_SESSION_TOKEN: "local",
      TZ: ":UTC",
    },
  });
});

test("what stands in the place of a variable reaches only the functions that have it", async () => {
  const code = "exports.handler = async () => process.env.SENDER ?? null";
  const environment = { SENDER: "none" };
  start([bundles.write("sender", code, { environment }), bundles.write("other", code)], {
    replacements: { SENDER: "no-reply@laptop.example" },
  });
  expect(await lambda.invoke("sender", {})).toMatchObject({ payload: "no-reply@laptop.example" });
  expect(await lambda.invoke("other", {})).toMatchObject({ payload: null });
});

describe("an error keeps Lambda's shape:", () => {
  const throwing = (thrown: string) => `exports.handler = async () => { throw ${thrown}; }`;

  test.each<[rule: string, code: string, errorType: string, errorMessage: unknown]>([
    ["an error", throwing('new TypeError("no")'), "TypeError", "no"],
    [
      "an error with a name of its own",
      throwing('Object.assign(new Error("no"), { name: "Refused" })'),
      "Refused",
      "no",
    ],
    ["a thrown text", throwing('"no"'), "string", "no"],
    ["a thrown object", throwing('{ message: "no" }'), "object", "[object Object]"],
    ["nothing thrown", throwing("undefined"), "undefined", "undefined"],
    ["an error of a handler that is not async", "exports.handler = () => { null.x }", "TypeError", /null/],
    [
      "an answer that refers to itself",
      "exports.handler = async (event) => Object.assign(event, { event })",
      "Runtime.JSONStringifyError",
      "Unable to stringify response body",
    ],
    [
      "an answer with a BigInt",
      "exports.handler = async () => 1n",
      "Runtime.JSONStringifyError",
      "Unable to stringify response body",
    ],
    ["a bundle that throws", 'throw new RangeError("no table")', "RangeError", "no table"],
    ["a bundle with a mistake", "exports.handler = (", "Runtime.UserCodeSyntaxError", /^SyntaxError: /],
    [
      "a bundle that misses a module",
      'require("not-installed")',
      "Runtime.ImportModuleError",
      /^Error: Cannot find module 'not-installed'/,
    ],
    [
      "a bundle without a handler",
      "exports.main = async () => {}",
      "Runtime.HandlerNotFound",
      "functions/subject/index.handler is undefined or not exported",
    ],
    [
      "a handler that is no function",
      "exports.handler = {}",
      "Runtime.HandlerNotFound",
      "functions/subject/index.handler is not a function",
    ],
    [
      "a handler with a callback",
      "exports.handler = (event, context, callback) => callback(null, event)",
      "Runtime.CallbackHandlerDeprecated",
      /removed support for callback-based function handlers/,
    ],
  ])("%s", async (_, code, errorType, errorMessage) => {
    startOne(code);
    expect(await lambda.invoke("subject", {})).toEqual({
      kind: "failed",
      errorType,
      errorMessage: errorMessage instanceof RegExp ? expect.stringMatching(errorMessage) : errorMessage,
    });
  });

  test("a bundle that is not there", async () => {
    startOne("", { file: path.join(bundles.folder, "missing.js") });
    expect(await lambda.invoke("subject", {})).toEqual({
      kind: "failed",
      errorType: "Runtime.ImportModuleError",
      errorMessage: expect.stringMatching(/^Error: Cannot find module /),
    });
  });

  const waiting = "await new Promise((resolve) => setTimeout(resolve, 1000))";

  test.each<[rule: string, code: string, end: string]>([
    ["an exit", "exports.handler = async () => process.exit(1)", "with error: exit status 1"],
    [
      "an exit without an error",
      "exports.handler = async () => process.exit(0)",
      "without providing a reason",
    ],
    ["an exit while the bundle loads", "process.exit(3)", "with error: exit status 3"],
    [
      "an error outside of the handler",
      `exports.handler = async () => { setTimeout(() => { throw new Error("no") }); ${waiting} }`,
      "with error: exit status 1",
    ],
    [
      "nothing, thrown outside of the handler",
      `exports.handler = async () => { setTimeout(() => { throw null }); ${waiting} }`,
      "with error: exit status 1",
    ],
    [
      "a rejection that nobody handles",
      'exports.handler = async () => { Promise.reject(new Error("no")) }',
      "with error: exit status 1",
    ],
    [
      "a promise that nothing can settle",
      "exports.handler = () => new Promise(() => {})",
      "without providing a reason",
    ],
    [
      "more memory than there is",
      "exports.handler = async () => { for (const kept = []; ; ) kept.push(new Array(1e6).fill(0)); }",
      "with error: signal: aborted",
    ],
  ])("%s", async (_, code, end) => {
    startOne(code, { memoryMb: 32 });
    const outcome = await lambda.invoke("subject", {});
    expect(outcome).toEqual({
      kind: "failed",
      errorType: "Runtime.ExitError",
      errorMessage: `RequestId: ${lastId()} Error: Runtime exited ${end}`,
    });
  });

  test.each([
    [
      "waits too long",
      "exports.handler = async () => { setTimeout(() => {}, 60000); await new Promise(() => {}) }",
    ],
    ["computes too long", "exports.handler = async () => { for (;;); }"],
  ])("a handler that %s", async (_, code) => {
    startOne(code, { timeoutSeconds: 0.25 });
    const outcome = await lambda.invoke("subject", {});
    expect(outcome).toEqual({
      kind: "failed",
      errorType: "Sandbox.Timedout",
      errorMessage: `RequestId: ${lastId()} Error: Task timed out after 0.25 seconds`,
    });
  });
});

test("the time that a bundle takes to load is not the handler's", async () => {
  startOne("for (const end = Date.now() + 300; Date.now() < end; ); exports.handler = async () => {}", {
    timeoutSeconds: 0.2,
  });
  expect(await lambda.invoke("subject", {})).toEqual({ kind: "answered", payload: null });
});

describe("cold and warm", () => {
  test("what a module remembers is there again in the next invocation, even after an error", async () => {
    startOne(COUNTER);
    await lambda.invoke("subject", {});
    await lambda.invoke("subject", { fail: true });
    expect(await lambda.invoke("subject", {})).toEqual({ kind: "answered", payload: { call: 3 } });
    expect(coldness()).toEqual([true, false, false]);
  });

  test("after an exit, a timeout or a failed load, the function starts cold", async () => {
    startOne(
      `${COUNTER} if (require("node:fs").existsSync(__filename + ".broken")) throw new Error("broken");`,
      {
        timeoutSeconds: 0.4,
      },
    );
    await lambda.invoke("subject", { exit: 1 });
    await lambda.invoke("subject", { wait: 60_000 });
    const broken = path.join(bundles.folder, "subject.js.broken");
    writeFileSync(broken, "");
    await lambda.invoke("subject", {});
    await lambda.invoke("subject", {});
    expect(coldness()).toEqual([true, true, true, true]);
  });

  test("two invocations at once have a thread each, and the one that was used last goes on", async () => {
    startOne(COUNTER);
    const [first, second] = await Promise.all([
      lambda.invoke("subject", { wait: 400 }),
      lambda.invoke("subject", {}).then(() => lambda.invoke("subject", {})),
    ]);
    expect([first, second]).toEqual([
      { kind: "answered", payload: { call: 1 } },
      { kind: "answered", payload: { call: 2 } },
    ]);
    expect(await lambda.invoke("subject", {})).toEqual({ kind: "answered", payload: { call: 2 } });
    expect(coldness()).toEqual([true, false, true, false]);
  });

  test("an invocation waits a moment for a thread that is about to be free", async () => {
    startOne(COUNTER);
    await lambda.invoke("subject", {});
    const answers = await Promise.all([1, 2, 3].map(() => lambda.invoke("subject", { wait: 10 })));
    expect(answers.map((answer) => answer.kind === "answered" && answer.payload)).toEqual([
      { call: 2 },
      { call: 3 },
      { call: 4 },
    ]);
    expect(coldness()).toEqual([true, false, false, false]);
  });

  test("of a burst, only as many load the bundle at once as there are processors, and the rest wait for them", async () => {
    const loads = path.join(bundles.folder, "loads");
    const load = `
      const { appendFileSync } = require("node:fs");
      appendFileSync(${JSON.stringify(loads)}, "+");
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 600);
      appendFileSync(${JSON.stringify(loads)}, "-");`;
    startOne(`${load} ${COUNTER}`);
    const burst = Array.from({ length: 4 * availableParallelism() + 12 }, () => lambda.invoke("subject", {}));
    expect(await Promise.all(burst)).toEqual(
      burst.map(() => ({ kind: "answered", payload: { call: expect.any(Number) } })),
    );
    let [loading, most] = [0, 0];
    for (const sign of readFileSync(loads, "utf8")) {
      loading += sign === "+" ? 1 : -1;
      most = Math.max(most, loading);
    }
    expect(most).toBeGreaterThan(0);
    expect(most).toBeLessThanOrEqual(availableParallelism());
    expect(coldness()).toContain(false);
  });

  test("one function's threads are not another's", async () => {
    start([bundles.write("one", COUNTER), bundles.write("other", COUNTER)]);
    await lambda.invoke("one", {});
    expect(await lambda.invoke("other", {})).toEqual({ kind: "answered", payload: { call: 1 } });
  });

  test("a thread that nobody needs for a while is ended", async () => {
    start([bundles.write("subject", COUNTER)], { idleMs: 20 });
    await lambda.invoke("subject", {});
    await sleep(100);
    expect(await lambda.invoke("subject", {})).toEqual({ kind: "answered", payload: { call: 1 } });
  });

  test("a thread that ends while nobody needs it is not used again", async () => {
    startOne(`${COUNTER} setTimeout(() => process.exit(), 100);`);
    await lambda.invoke("subject", {});
    await sleep(300);
    expect(await lambda.invoke("subject", {})).toEqual({ kind: "answered", payload: { call: 1 } });
  });
});

describe("the size", () => {
  const LARGEST = 6 * 1_024 * 1_024;
  const QUOTES = 2;

  test("of an event is limited, and one that is larger is no invocation", async () => {
    startOne("exports.handler = async (event) => event.length;");
    expect(await lambda.invoke("subject", "x".repeat(LARGEST - QUOTES))).toEqual({
      kind: "answered",
      payload: LARGEST - QUOTES,
    });
    expect(await lambda.invoke("subject", "x".repeat(LARGEST - QUOTES + 1))).toEqual({ kind: "too-large" });
    expect(lambda.invocations).toHaveLength(1);
  });

  test("of an answer is limited, and one that is larger is a failure", async () => {
    startOne('exports.handler = async (size) => "x".repeat(size);');
    expect(await lambda.invoke("subject", LARGEST + 98)).toMatchObject({ kind: "answered" });
    expect(await lambda.invoke("subject", LARGEST + 99)).toEqual({
      kind: "failed",
      errorType: "Function.ResponseSizeTooLarge",
      errorMessage: "Response payload size exceeded maximum allowed payload size (6291556 bytes).",
    });
  });
});

describe("reserved concurrency", () => {
  test("refuses what is beyond it, at once, until a place is free", async () => {
    startOne(COUNTER, { reservedConcurrency: 1 });
    const first = lambda.invoke("subject", { wait: 50 });
    expect(await lambda.invoke("subject", {})).toEqual({ kind: "throttled" });
    await first;
    expect(await lambda.invoke("subject", {})).toEqual({ kind: "answered", payload: { call: 2 } });
  });

  test("of nothing switches a function off", async () => {
    startOne(COUNTER, { reservedConcurrency: 0 });
    expect(await lambda.invoke("subject", {})).toEqual({ kind: "throttled" });
  });
});

describe("a rebuilt bundle", () => {
  const version = (number: number) =>
    `exports.handler = async ({ wait = 0 }) => {
       await new Promise((resolve) => setTimeout(resolve, wait));
       return ${number};
     }`;

  test("is loaded by the next invocation, even from the same file", async () => {
    startOne(version(1));
    await lambda.invoke("subject", {});
    lambda.replace(bundles.write("subject", version(2)));
    expect(await lambda.invoke("subject", {})).toEqual({ kind: "answered", payload: 2 });
    expect(coldness()).toEqual([true, true]);
  });

  test("leaves a running invocation on the old code, whose thread takes no further one", async () => {
    startOne(version(1));
    await lambda.invoke("subject", {});
    const running = lambda.invoke("subject", { wait: 50 });
    lambda.replace(bundles.write("subject", version(2)));
    expect(await running).toEqual({ kind: "answered", payload: 1 });
    expect(await lambda.invoke("subject", {})).toEqual({ kind: "answered", payload: 2 });
  });

  test("may be the first of its name", async () => {
    start([]);
    lambda.replace(bundles.write("subject", version(1)));
    expect(await lambda.invoke("subject", {})).toEqual({ kind: "answered", payload: 1 });
  });
});

test("an unknown function is the caller's mistake", async () => {
  start([]);
  await expect(lambda.invoke("nobody", {})).rejects.toThrow("there is no function nobody");
});

describe("the end", () => {
  test("kills what is running, and nothing runs after it", async () => {
    startOne(COUNTER);
    const running = lambda.invoke("subject", { wait: 60_000 });
    await lambda.stop();
    expect(await running).toEqual({
      kind: "failed",
      errorType: "Runtime.ExitError",
      errorMessage: `RequestId: ${lastId()} Error: Runtime exited with error: signal: killed`,
    });
    await expect(lambda.invoke("subject", {})).rejects.toThrow("subject is invoked after Lambda was stopped");
  });

  test("also comes for those that wait for a thread", async () => {
    startOne(COUNTER);
    const invocations = [1, 2].map(() => lambda.invoke("subject", { wait: 60_000 }));
    await lambda.stop();
    expect(await Promise.all(invocations)).toEqual([
      expect.objectContaining({ kind: "failed" }),
      expect.objectContaining({ kind: "failed" }),
    ]);
  });

  test("comes by itself: warm threads do not keep a process that has nothing else to do", async () => {
    start([]);
    const fn = bundles.write("subject", "exports.handler = async () => process.execArgv");
    const script = path.join(bundles.folder, "main.ts");
    writeFileSync(
      script,
      `import { startLambda } from ${JSON.stringify(path.join(PROJECT, "local", "lambda", "lambda"))};
       startLambda([${JSON.stringify(fn)}], { region: "eu-central-1" })
         .invoke("subject", {}).then((outcome) => console.log(JSON.stringify(outcome)));`,
    );
    const written = await new Promise((resolve, reject) => {
      execFile(process.execPath, [TSX, script], { timeout: 10_000 }, (error, stdout) =>
        error === null ? resolve(JSON.parse(stdout)) : reject(error),
      );
    });
    // What runs the script does not come between the bundle and Node.
    expect(written).toEqual({ kind: "answered", payload: [] });
  });
});
