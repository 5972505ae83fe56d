import type { Cors } from "../../../local/stack/http-api";
import { CORS, protectedRoute, route, type TestGateway, testGateway } from "./test-gateway";

const APP = "https://app.example.com";
const ELSEWHERE = "https://elsewhere.example";

let gateway: TestGateway;
afterEach(() => gateway.stop());

const start = async (
  cors: Cors | undefined,
  routes = [route("GET /open"), protectedRoute("POST /profile")],
) => {
  gateway = await testGateway({
    routes,
    ...(cors && { cors }),
    answer: () => ({ statusCode: 200, headers: { "access-control-allow-origin": "*", "x-one": "1" } }),
  });
};

async function ask(path: string, origin: string, init: RequestInit = {}) {
  const response = await gateway.fetch(path, { ...init, headers: { origin, ...init.headers } });
  const headers = [...response.headers].filter(([name]) => name.startsWith("access-control-"));
  return { status: response.status, headers: Object.fromEntries(headers) };
}

const preflight = (path: string, origin: string) =>
  ask(path, origin, { method: "OPTIONS", headers: { "access-control-request-method": "POST" } });

const ORIGIN_HEADERS = {
  "access-control-allow-origin": APP,
  "access-control-allow-credentials": "true",
  "access-control-expose-headers": "apigw-requestid",
};

const PREFLIGHT_HEADERS = {
  ...ORIGIN_HEADERS,
  "access-control-allow-methods": "GET,POST",
  "access-control-allow-headers": "authorization,content-type",
  "access-control-max-age": "600",
};

test("the gateway answers preflights itself, for every path and without a token", async () => {
  await start(CORS);
  for (const path of ["/open", "/profile", "/nowhere"])
    expect(await preflight(path, APP)).toEqual({ status: 204, headers: PREFLIGHT_HEADERS });
  expect(gateway.invoked).toEqual([]);
});

test("an origin that is not listed gets no permission", async () => {
  await start(CORS);
  expect(await preflight("/open", ELSEWHERE)).toEqual({ status: 204, headers: {} });
  expect(await ask("/open", ELSEWHERE)).toEqual({ status: 200, headers: {} });
});

test("a listed origin is told so with every answer, those of the gateway included", async () => {
  await start(CORS);
  expect(await ask("/open", APP)).toEqual({ status: 200, headers: ORIGIN_HEADERS });
  expect(await ask("/profile", APP, { method: "POST" })).toEqual({ status: 401, headers: ORIGIN_HEADERS });
  expect(await ask("/nowhere", APP)).toEqual({ status: 404, headers: ORIGIN_HEADERS });
});

test("where every origin may come, none may bring credentials", async () => {
  await start({ ...CORS, allowOrigins: ["*"], exposeHeaders: [], maxAgeSeconds: undefined });
  expect(await ask("/open", ELSEWHERE)).toEqual({
    status: 200,
    headers: { "access-control-allow-origin": "*" },
  });
  expect(await preflight("/open", ELSEWHERE)).toEqual({
    status: 204,
    headers: {
      "access-control-allow-origin": "*",
      "access-control-allow-methods": "GET,POST",
      "access-control-allow-headers": "authorization,content-type",
    },
  });
});

test("every origin of a scheme can be listed at once, and is named", async () => {
  await start({ ...CORS, allowOrigins: ["https://*"] });
  expect((await ask("/open", ELSEWHERE)).headers["access-control-allow-origin"]).toBe(ELSEWHERE);
  expect(await ask("/open", "http://elsewhere.example")).toEqual({ status: 200, headers: {} });
});

test("a protected route for every method refuses preflights, which bear no token", async () => {
  await start(CORS, [protectedRoute("ANY /any"), protectedRoute("$default"), route("OPTIONS /free")]);
  expect((await preflight("/any", APP)).status).toBe(401);
  expect((await preflight("/elsewhere", APP)).status).toBe(401);
  expect(await preflight("/free", APP)).toEqual({ status: 204, headers: PREFLIGHT_HEADERS });
});

test("without a configuration, functions speak for themselves", async () => {
  await start(undefined, [route("GET /open"), route("OPTIONS /open")]);
  const own = { status: 200, headers: { "access-control-allow-origin": "*" } };
  expect(await ask("/open", ELSEWHERE)).toEqual(own);
  expect(await preflight("/open", ELSEWHERE)).toEqual(own);
  expect((await preflight("/nowhere", ELSEWHERE)).status).toBe(404);
});

test("with one, an OPTIONS that is no preflight goes its way", async () => {
  await start(CORS, [route("OPTIONS /open")]);
  expect(await ask("/open", APP, { method: "OPTIONS" })).toEqual({ status: 200, headers: ORIGIN_HEADERS });
  expect(gateway.invoked).toEqual(["OPTIONS /open"]);
});
