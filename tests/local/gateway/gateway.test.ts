import { connect } from "node:net";
import { type Lambda, startLambda } from "../../../local/lambda/lambda";
import { type Bundles, startBundles } from "../lambda/bundles";
import {
  apiOf,
  type Gateway,
  protectedRoute,
  route,
  startGateway,
  type TestGateway,
  testGateway,
} from "./test-gateway";

let gateway: TestGateway;
afterEach(() => gateway?.stop());

const seen = async (response: Response) => [
  response.status,
  response.headers.get("content-type"),
  await response.text(),
];
const json = (status: number, message: string) => [status, "application/json", JSON.stringify({ message })];

test("each route invokes its own function", async () => {
  gateway = await testGateway({ routes: [route("GET /a"), route("ANY /b")] });
  await gateway.fetch("/a");
  await gateway.fetch("/b", { method: "DELETE" });
  expect(gateway.invoked).toEqual(["GET /a", "ANY /b"]);
});

test("a request that no route takes is not found, whatever its method", async () => {
  gateway = await testGateway({ routes: [route("GET /a")] });
  expect(await seen(await gateway.fetch("/b"))).toEqual(json(404, "Not Found"));
  expect(await seen(await gateway.fetch("/a", { method: "POST" }))).toEqual(json(404, "Not Found"));
  expect(gateway.invoked).toEqual([]);
});

test("a path that cannot be decoded is a bad request", async () => {
  gateway = await testGateway({ routes: [route("$default")] });
  expect(await seen(await gateway.fetch("/%E0%A4%A"))).toEqual(json(400, "Bad Request"));
});

test("a function that fails is an internal error, and its message stays inside", async () => {
  gateway = await testGateway({
    routes: [route("GET /")],
    outcome: async () => ({ kind: "failed", errorType: "Error", errorMessage: "a secret" }),
  });
  expect(await seen(await gateway.fetch("/"))).toEqual(json(500, "Internal Server Error"));
});

test("a function that is throttled is unavailable", async () => {
  gateway = await testGateway({ routes: [route("GET /")], outcome: async () => ({ kind: "throttled" }) });
  expect(await seen(await gateway.fetch("/"))).toEqual(json(503, "Service Unavailable"));
});

test("a function that takes longer than the integration waits is unavailable, and is told that nobody waits", async () => {
  const signals: (AbortSignal | undefined)[] = [];
  const { url, stop } = await startGateway({
    api: apiOf({ routes: [route("GET /", { timeoutMs: 50 })] }),
    accountId: "123456789012",
    keysOf: () => () => [],
    invoke(_name, _event, caller) {
      signals.push(caller?.signal);
      return new Promise(() => {});
    },
  });
  expect(await seen(await fetch(url))).toEqual(json(503, "Service Unavailable"));
  expect(signals.map((signal) => signal?.aborted)).toEqual([true]);
  await stop();
});

test("a body of 10 MB is taken, and one byte more is not", async () => {
  gateway = await testGateway({
    routes: [route("POST /")],
    answer: (event) => (event as { body: string }).body.length,
  });
  const post = (size: number) =>
    gateway.fetch("/", {
      method: "POST",
      body: "x".repeat(size),
      headers: { "content-type": "text/plain" },
    });
  expect(await seen(await post(10_485_760))).toEqual([200, "application/json", "10485760"]);
  expect(await seen(await post(10_485_761))).toEqual(json(413, "Request Entity Too Large"));
  expect(gateway.invoked).toHaveLength(1);
});

describe("before Lambda", () => {
  let bundles: Bundles;
  let lambda: Lambda;
  let inFront: Gateway;
  beforeEach(async () => {
    bundles = startBundles();
    const code = "exports.handler = async ({ body }) => ({ statusCode: 200, body: String(body.length) });";
    lambda = startLambda([bundles.write("count", code)], { region: "eu-central-1" });
    inFront = await startGateway({
      api: apiOf({ routes: [route("POST /", { functionName: "count" })] }),
      accountId: "123456789012",
      keysOf: () => () => [],
      invoke: lambda.invoke,
    });
  });
  afterEach(async () => {
    await inFront.stop();
    await lambda.stop();
    bundles.remove();
  });

  const MEGABYTE = 1_024 * 1_024;
  const inBase64 = (bytes: number) => 4 * Math.ceil(bytes / 3);

  test.each([
    [6 * MEGABYTE - 5_000, "text/plain", [200, "text/plain; charset=utf-8", String(6 * MEGABYTE - 5_000)]],
    [6 * MEGABYTE, "text/plain", json(413, "Request Entity Too Large")],
    [10 * MEGABYTE, "text/plain", json(413, "Request Entity Too Large")],
    [4 * MEGABYTE, "image/png", [200, "text/plain; charset=utf-8", String(inBase64(4 * MEGABYTE))]],
    [5 * MEGABYTE, "image/png", json(413, "Request Entity Too Large")],
  ])("a body of %d bytes of %s is answered as Lambda can take it", async (size, type, answer) => {
    const body = "x".repeat(size);
    const response = await fetch(inFront.url, { method: "POST", body, headers: { "content-type": type } });
    expect(await seen(response)).toEqual(answer);
    expect(lambda.invocations).toHaveLength(response.ok ? 1 : 0);
  });
});

describe("what is no request of a well-behaved client", () => {
  /** The status of what is answered to these lines, written as they are. */
  async function statusOf(...lines: string[]): Promise<string> {
    gateway = await testGateway({ routes: [route("$default")] });
    const socket = connect(Number(new URL(gateway.url).port), "127.0.0.1");
    socket.end(["POST / HTTP/1.1", ...lines, "connection: close", "", ""].join("\r\n"), "latin1");
    let answer = "";
    for await (const chunk of socket.setEncoding("latin1")) answer += chunk;
    return answer.split(" ")[1] ?? "";
  }

  test.each([
    [
      "two Authorization headers",
      ["host: localhost", "authorization: Bearer a", "Authorization: Bearer b"],
      "400",
    ],
    [
      "two content types",
      ["host: localhost", "content-type: text/plain", "content-type: application/json"],
      "400",
    ],
    ["two hosts", ["host: localhost", "host: 127.0.0.1"], "400"],
    ["no host", ["accept: */*"], "400"],
    ["two origins", ["host: localhost", "origin: https://a.example", "origin: https://b.example"], "400"],
    ["two lengths", ["host: localhost", "content-length: 0", "content-length: 1"], "400"],
    [
      "a length besides chunks",
      ["host: localhost", "content-length: 5", "transfer-encoding: chunked"],
      "400",
    ],
    ["a line break in a header", ["host: localhost", "x-one: a\rx-two: b"], "400"],
    ["a null character in a header", ["host: localhost", "x-one: a\0b"], "400"],
    ["a name with a space", ["host: localhost", "x one: a"], "400"],
    ["a header of 20 kB", ["host: localhost", `x-one: ${"x".repeat(20_000)}`], "431"],
    ["a header of 200 kB", ["host: localhost", `x-one: ${"x".repeat(200_000)}`], "431"],
  ])("%s is refused", async (_, lines, status) => {
    expect(await statusOf(...lines)).toBe(status);
    expect(gateway.invoked).toEqual([]);
  });

  test("a plain one is answered", async () => {
    expect(await statusOf("host: localhost", "x-one: a", "x-one: b")).toBe("200");
  });
});

test("headers of more than 10,240 bytes are refused", async () => {
  gateway = await testGateway({ routes: [route("GET /")] });
  const get = (size: number) => gateway.fetch("/", { headers: { "x-large": "x".repeat(size) } });
  expect((await get(9_000)).status).toBe(200);
  expect(await seen(await get(10_240))).toEqual(json(431, "Request Header Fields Too Large"));
});

test("an API whose tokens come from elsewhere does not start", async () => {
  const start = (setup: Parameters<typeof apiOf>[0]) => testGateway(setup);
  await expect(start({ routes: [], issuer: "https://id.example" })).rejects.toMatchObject({
    code: "unsupported",
    things: ["the authorizer person: tokens of https://id.example"],
  });
  const lost = { ...protectedRoute("GET /"), authorization: { authorizerId: "other", scopes: [] } };
  await expect(start({ routes: [lost] })).rejects.toMatchObject({
    code: "unsupported",
    things: ["GET /: an authorizer that is not part of the API"],
  });
});
