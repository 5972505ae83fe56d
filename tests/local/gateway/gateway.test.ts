import { startGateway } from "../../../local/gateway/gateway";
import { apiOf, protectedRoute, route, type TestGateway, testGateway } from "./test-gateway";

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
    region: "eu-central-1",
    accountId: "123456789012",
    keysOf: () => [],
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
