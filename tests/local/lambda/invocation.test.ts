import type { LambdaFunction } from "../../../local/lambda/function";
import type { Invocation } from "../../../local/lambda/invocation";
import { type Lambda, startLambda } from "../../../local/lambda/lambda";
import { type Bundles, startBundles } from "./bundles";

const NOW = new Date("2026-03-01T12:00:00.000Z");

let bundles: Bundles;
let lambda: Lambda;
beforeEach(() => {
  bundles = startBundles();
});
afterEach(async () => {
  await lambda.stop();
  bundles.remove();
});

const start = (code: string, changes?: Partial<LambdaFunction>): Lambda => {
  lambda = startLambda([bundles.write("subject", code, changes)], { region: "eu-central-1", now: () => NOW });
  return lambda;
};

test("an invocation is recorded when it has ended, without its secrets", async () => {
  start(`
    process.stdout.write('{"loaded":true}\\n');
    exports.handler = async (event) => {
      process.stdout.write('{"tried":"' + event.request.password + '"}\\n');
      process.stderr.write("tried " + event.request.password);
      return event;
    };`);
  const event = {
    userName: "ada@acme.example",
    request: { password: "Pa55word!", clientMetadata: { code: "271828" } },
    response: {},
  };
  expect(await lambda.invoke("subject", event)).toEqual({ kind: "answered", payload: event });
  const masked = {
    userName: "ada@acme.example",
    request: { password: "[masked]", clientMetadata: { code: "[masked]" } },
    response: {},
  };
  expect(lambda.invocations).toEqual([
    {
      id: expect.any(String),
      functionName: "subject",
      startedAt: NOW,
      milliseconds: expect.any(Number),
      cold: true,
      attempt: undefined,
      late: false,
      event: masked,
      outcome: { kind: "answered", payload: masked },
      log: [{ loaded: true }, { tried: "[masked]" }, "tried [masked]"],
    },
  ]);
});

test("an error is recorded with its stack, and neither repeats a password", async () => {
  start("exports.handler = async ({ request }) => { throw new Error(request.password + ' is wrong'); }");
  expect(await lambda.invoke("subject", { request: { password: "Pa55word!" } })).toEqual({
    kind: "failed",
    errorType: "Error",
    errorMessage: "Pa55word! is wrong",
  });
  const [invocation] = lambda.invocations;
  expect(invocation?.outcome).toEqual({
    kind: "failed",
    errorType: "Error",
    errorMessage: "[masked] is wrong",
  });
  expect(invocation?.log).toEqual([
    expect.stringMatching(/\tERROR\tInvoke Error \t{"errorType":"Error","errorMessage":"\[masked] is wrong"/),
  ]);
});

test("a token that the event does not have is masked wherever the error that has it is told", async () => {
  const token = ["header", "payload"].map((part) =>
    Buffer.from(JSON.stringify({ part })).toString("base64url"),
  );
  start(
    `exports.handler = async () => { throw new TypeError("no key for ${[...token, "c2lnbmF0dXJl"].join(".")}"); }`,
  );
  await lambda.invoke("subject", {});
  const [invocation] = lambda.invocations;
  expect(invocation?.fault?.errorMessage).toBe("no key for [masked]");
  expect(invocation?.outcome).toMatchObject({ errorMessage: "no key for [masked]" });
});

test("what ends a function is in its log", async () => {
  start("exports.handler = () => new Promise(() => setTimeout(() => { throw new Error('late') }))");
  await lambda.invoke("subject", {});
  expect(lambda.invocations[0]?.log.slice(0, 2)).toEqual(["Error: late", expect.stringMatching(/^ +at /)]);
});

test("console writes a line as Lambda's does, never a JSON line of its own", async () => {
  start('exports.handler = async () => { console.log("%s\\nb", "a"); console.warn({ level: 1 }); }');
  await lambda.invoke("subject", {});
  const [invocation] = lambda.invocations;
  expect(invocation?.log).toEqual([
    expect.stringMatching(new RegExp(`^\\d{4}-\\S+Z\\t${invocation?.id}\\tINFO\\ta\\rb$`)),
    expect.stringMatching(/\tWARN\t{ level: 1 }$/),
  ]);
});

test("what a function writes after its answer belongs to its next invocation", async () => {
  start(`
    exports.handler = async ({ late }) => {
      if (late) setTimeout(() => process.stdout.write("late\\n"), 5);
      else await new Promise((resolve) => setTimeout(resolve, 50));
    };`);
  await lambda.invoke("subject", { late: true });
  await lambda.invoke("subject", {});
  expect(lambda.invocations.map(({ log }) => log)).toEqual([[], ["late"]]);
});

test("a refused invocation is recorded too", async () => {
  start("", { reservedConcurrency: 0 });
  await lambda.invoke("subject", { request: { password: "Pa55word!" } });
  expect(lambda.invocations).toEqual([
    {
      id: expect.any(String),
      functionName: "subject",
      startedAt: NOW,
      milliseconds: expect.any(Number),
      cold: false,
      attempt: undefined,
      late: false,
      event: { request: { password: "[masked]" } },
      outcome: { kind: "throttled" },
      log: [],
    },
  ]);
});

test("of a large event and a large answer, only their size is kept", async () => {
  start("exports.handler = async (event) => event;");
  for (const length of [99_000, 100_000]) await lambda.invoke("subject", "x".repeat(length));
  const small = "x".repeat(99_000);
  const abridged = "[100002 characters]";
  expect(lambda.invocations.map(({ event, outcome }) => [event, outcome])).toEqual([
    [small, { kind: "answered", payload: small }],
    [abridged, { kind: "answered", payload: abridged }],
  ]);
});

test("of a long log, only its size is kept", async () => {
  start(
    'exports.handler = async () => { for (let n = 0; n < 11; n += 1) process.stdout.write("x".repeat(9_998) + "\\n"); };',
  );
  await lambda.invoke("subject", {});
  expect(lambda.invocations.map(({ log }) => log)).toEqual([["[110012 characters]"]]);
});

test("the latest 500 are kept, the newest last", async () => {
  start("", { reservedConcurrency: 0 });
  for (let number = 1; number <= 502; number += 1) await lambda.invoke("subject", number);
  const events = lambda.invocations.map(({ event }) => event);
  expect([events.length, events[0], events.at(-1)]).toEqual([500, 3, 502]);
});

test("whoever listens hears of every invocation until they stop listening", async () => {
  start("", { reservedConcurrency: 0 });
  const heard: Invocation[] = [];
  const stop = lambda.onInvocation((invocation) => heard.push(invocation));
  await lambda.invoke("subject", "heard");
  stop();
  await lambda.invoke("subject", "not heard");
  expect(heard).toEqual([lambda.invocations[0]]);
});
