import { bucket, codeOf, startTestStorage, type TestStorage } from "./test-storage";

const RULES = [
  {
    origins: ["http://localhost:5173", "https://*.acme.example"],
    methods: ["GET", "PUT"],
    headers: ["content-type", "x-amz-*", "authorization"],
    exposedHeaders: ["ETag", "x-amz-request-id"],
    maxAgeSeconds: 600,
  },
  { origins: ["*"], methods: ["HEAD"], headers: ["*"], exposedHeaders: [], maxAgeSeconds: undefined },
];

let storage: TestStorage;
beforeAll(async () => {
  storage = await startTestStorage({ buckets: [bucket("files", RULES), bucket("closed")] });
});
afterAll(() => storage.stop());

const ask = (origin: string, method: string, headers?: string, path = "/files/a") =>
  storage.raw(path, {
    method: "OPTIONS",
    headers: {
      origin,
      "access-control-request-method": method,
      ...(headers && { "access-control-request-headers": headers }),
    },
  });

const ORIGIN = "http://localhost:5173";

test("a page that a rule allows hears so before it asks, and nobody is asked for it", async () => {
  const answer = await ask(ORIGIN, "PUT", "Content-Type, X-Amz-Date,authorization");
  expect(answer.status).toBe(200);
  expect(answer.headers).toMatchObject({
    "access-control-allow-origin": ORIGIN,
    "access-control-allow-methods": "GET, PUT",
    "access-control-allow-headers": "content-type, x-amz-date, authorization",
    "access-control-allow-credentials": "true",
    "access-control-expose-headers": "ETag, x-amz-request-id",
    "access-control-max-age": "600",
    vary: expect.stringContaining("Origin"),
  });
  expect(storage.asked()).toEqual([]);
});

test("a star in a rule stands for anything", async () => {
  expect((await ask("https://shop.acme.example", "GET")).headers["access-control-allow-origin"]).toBe(
    "https://shop.acme.example",
  );
  const answer = await ask("https://anybody.example", "HEAD", "x-anything");
  expect(answer.headers["access-control-allow-origin"]).toBe("*");
  expect(answer.headers["access-control-allow-credentials"]).toBeUndefined();
});

test.each([
  ["another origin", "https://evil.example", "GET", undefined],
  ["an origin that only ends alike", "https://acme.example", "GET", undefined],
  ["an origin that goes on", "https://a.acme.example.evil.example", "GET", undefined],
  ["another port", "http://localhost:5174", "GET", undefined],
  ["another method", ORIGIN, "DELETE", undefined],
  ["another header", ORIGIN, "PUT", "content-type,x-other"],
  ["no origin in particular", "null", "GET", undefined],
])("%s is not allowed", async (_, origin, method, headers) => {
  const answer = await ask(origin, method, headers);
  expect([answer.status, codeOf(answer)]).toEqual([403, "AccessForbidden"]);
  expect(answer.body).toContain("CORSResponse: This CORS request is not allowed.");
  expect(answer.headers["access-control-allow-origin"]).toBeUndefined();
});

test("a bucket without rules, or one that is not there, allows no page", async () => {
  for (const path of ["/closed/a", "/nowhere/a"]) {
    const answer = await ask(ORIGIN, "GET", undefined, path);
    expect([answer.status, answer.body]).toEqual([
      403,
      expect.stringContaining("CORSResponse: CORS is not enabled for this bucket."),
    ]);
  }
});

test("a preflight without an origin is refused", async () => {
  expect(codeOf(await storage.raw("/files/a", { method: "OPTIONS" }))).toBe("BadRequest");
});

test("answers and errors may be read by the pages that a rule allows, and by no others", async () => {
  const send = (origin: string, method = "GET", path = "/files/missing") =>
    storage.raw(path, { method, headers: { origin } });
  const allowed = await send(ORIGIN);
  expect([allowed.status, allowed.headers["access-control-allow-origin"]]).toEqual([404, ORIGIN]);
  expect(allowed.headers["access-control-expose-headers"]).toBe("ETag, x-amz-request-id");
  storage.gate.passes = false;
  expect((await send(ORIGIN)).headers["access-control-allow-origin"]).toBe(ORIGIN);
  storage.gate.passes = true;
  for (const answer of [
    await send("https://evil.example"),
    await send(ORIGIN, "DELETE"),
    await send(ORIGIN, "GET", "/closed/a"),
    await send(ORIGIN, "GET", "/nowhere/a"),
  ])
    expect(answer.headers["access-control-allow-origin"]).toBeUndefined();
});
