import { api, type Endpoints } from "../../../shared/api/api";
import { Problem } from "../../../shared/api/problem";
import { FaultError } from "../../../shared/runtime/errors";
import type { LogFields } from "../../../shared/runtime/log";
import { refuse } from "../../../shared/runtime/refusals";

const EVENT = {
  routeKey: "GET /thing",
  headers: {},
  requestContext: { authorizer: { jwt: { claims: { sub: "the-sub", email: "ada@acme.example" } } } },
};

function start(endpoints: Endpoints | (() => Endpoints), deadlineMs?: number) {
  const log: LogFields[] = [];
  const invoke = api("profile", () => (typeof endpoints === "function" ? endpoints() : endpoints), {
    environment: { STAGE: "test" },
    log: (line) => log.push(line),
    clock: () => new Date("2026-05-01T12:00:00Z"),
    ...(deadlineMs !== undefined && { deadlineMs }),
  });
  return {
    log,
    invoke: (event: unknown = EVENT) => invoke(event) as Promise<{ statusCode: number; body?: string }>,
  };
}

const NEUTRAL = {
  type: "urn:problem:unavailable",
  title: "This is not possible at the moment",
  status: 503,
  code: "unavailable",
  detail: "This is not possible at the moment. Please try again later",
};

test("an answer is JSON that nobody keeps, and one line is logged, with the route and who was verified", async () => {
  const { invoke, log } = start({
    "GET /thing": async (_, run) => {
      run.outcome("challenged", { challenge: "SMS_MFA" });
      return { status: 200, body: { a: 1 } };
    },
  });
  expect(await invoke()).toEqual({
    statusCode: 200,
    headers: { "cache-control": "no-store", "content-type": "application/json" },
    body: '{"a":1}',
  });
  expect(log).toMatchObject([
    {
      level: "info",
      stage: "test",
      api: "profile",
      route: "GET /thing",
      sub: "the-sub",
      outcome: "challenged",
      challenge: "SMS_MFA",
      cold: true,
    },
  ]);
  expect(log[0]?._aws).toMatchObject({
    CloudWatchMetrics: [
      {
        Dimensions: [
          ["stage", "api"],
          ["stage", "api", "outcome"],
          ["stage", "outcome"],
        ],
      },
    ],
  });
  expect(JSON.stringify(log)).not.toContain("ada@acme.example");
});

test("an answer without a body, and one with a cookie", async () => {
  const { invoke } = start({ "GET /thing": async () => ({ status: 204, cookie: "a=b; HttpOnly" }) });
  expect(await invoke()).toEqual({
    statusCode: 204,
    headers: { "cache-control": "no-store" },
    cookies: ["a=b; HttpOnly"],
  });
});

test("a problem is shown as RFC 9457 has it, and its code is logged", async () => {
  const { invoke, log } = start({
    "GET /thing": async () => {
      throw new Problem("invalid-request", "Not so", [{ field: "a", detail: "is missing" }]);
    },
  });
  const answer = await invoke();
  expect(answer).toMatchObject({
    statusCode: 400,
    headers: { "cache-control": "no-store", "content-type": "application/problem+json" },
  });
  expect(JSON.parse(answer.body ?? "")).toEqual({
    type: "urn:problem:invalid-request",
    title: "The request is not as described",
    status: 400,
    code: "invalid-request",
    detail: "Not so",
    errors: [{ field: "a", detail: "is missing" }],
  });
  expect(log).toMatchObject([{ level: "info", outcome: "refused", reason: "invalid-request" }]);
});

test("a refusal is a problem in the words that were written for the person", async () => {
  const { invoke, log } = start({
    "GET /thing": async () => {
      return refuse("suspended-person");
    },
  });
  const { statusCode, body } = await invoke();
  expect([statusCode, JSON.parse(body ?? "").detail]).toEqual([
    403,
    "Your access is suspended. Please contact your administrator",
  ]);
  expect(log).toMatchObject([{ outcome: "refused", reason: "suspended-person" }]);
});

test.each<[string, unknown]>([
  ["a fault", new FaultError("the table is gone")],
  ["an error of the language", new TypeError("x is not a function")],
  ["what is no error", "secret"],
])("%s is told nobody, and logged", async (_, thrown) => {
  const { invoke, log } = start({
    "GET /thing": async () => {
      throw thrown;
    },
  });
  const { statusCode, body } = await invoke();
  expect([statusCode, JSON.parse(body ?? "")]).toEqual([503, NEUTRAL]);
  expect(log).toMatchObject([{ level: "error", outcome: "fault" }]);
});

test("what cannot be created, an unknown route and a strange event are faults of every invocation", async () => {
  const broken = start(() => {
    throw new FaultError("the environment lacks CLIENT_ID");
  });
  expect(JSON.parse((await broken.invoke()).body ?? "")).toEqual(NEUTRAL);
  expect(broken.log).toMatchObject([
    { outcome: "fault", error: { message: "the environment lacks CLIENT_ID" } },
  ]);
  const { invoke, log } = start({});
  for (const event of [EVENT, { ...EVENT, routeKey: "toString" }, undefined, 5])
    expect(JSON.parse((await invoke(event)).body ?? "")).toEqual(NEUTRAL);
  expect(log).toHaveLength(4);
});

test("what takes too long is given up", async () => {
  const { invoke, log } = start({ "GET /thing": () => new Promise(() => {}) }, 20);
  expect(JSON.parse((await invoke()).body ?? "")).toEqual(NEUTRAL);
  expect(log).toMatchObject([{ outcome: "fault", error: { message: "no answer within 20 ms" } }]);
});
