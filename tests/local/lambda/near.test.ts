import { createServer, request, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { setTimeout } from "node:timers/promises";
import type { Near, NearRequest } from "../../../local/lambda/environment";
import { type Lambda, startLambda } from "../../../local/lambda/lambda";
import { answerNear } from "../../../local/lambda/near.cjs";
import { type Bundles, startBundles } from "./bundles";

const NEAR = "http://127.0.0.1:9";

let bundles: Bundles;
let lambda: Lambda | undefined;
let far: Server | undefined;
beforeEach(() => {
  bundles = startBundles();
});
afterEach(async () => {
  await lambda?.stop();
  far?.close();
  bundles.remove();
});

function start(code: string, answer: Near["answer"]) {
  const helpers = `
    const http = require("node:http");
    const { text } = require("node:stream/consumers");
    const ask = (options, body = "", onRequest = () => {}) => new Promise((resolve, reject) => {
      const request = http.request(options, async (response) =>
        resolve({ status: response.statusCode, headers: response.headers, body: await text(response) }));
      request.on("error", reject);
      onRequest(request);
      request.end(body);
    });
    const near = { host: "127.0.0.1", port: 9, method: "POST", path: "/?a=b", headers: { "X-Amz-Target": "GetItem" } };
  `;
  lambda = startLambda([bundles.write("subject", `${helpers}\n${code}`)], {
    region: "eu-central-1",
    near: { url: NEAR, answer },
  });
  return (event: unknown = {}) => lambda?.invoke("subject", event);
}

/** Starts a server, and returns its port. */
async function startFar(): Promise<number> {
  const server = createServer((_, response) => response.end("far away")).listen(0, "127.0.0.1");
  far = server;
  await new Promise((resolve) => server.once("listening", resolve));
  return (server.address() as AddressInfo).port;
}

const echo: Near["answer"] = async ({ body }) => ({ status: 200, headers: {}, body });

test("a request to the address nearby arrives whole, without a connection, and so does its answer", async () => {
  const heard: NearRequest[] = [];
  const invoke = start("exports.handler = () => ask(near, 'ä'.repeat(100_000))", async (request) => {
    heard.push(request);
    return { status: 400, headers: { "x-amz-crc32": "1" }, body: request.body };
  });
  const body = "ä".repeat(100_000);
  expect(await invoke()).toEqual({
    kind: "answered",
    payload: { status: 400, headers: { "x-amz-crc32": "1" }, body },
  });
  expect(heard).toEqual([{ method: "POST", url: "/?a=b", headers: { "x-amz-target": "GetItem" }, body }]);
});

test("many at once get an answer each, whatever their order", async () => {
  const invoke = start(
    "exports.handler = () => Promise.all([30, 0, 10].map(async (wait) => (await ask(near, String(wait))).body))",
    async ({ body }) => {
      await setTimeout(Number(body));
      return { status: 200, headers: {}, body: `${body} ms` };
    },
  );
  expect(await invoke()).toEqual({ kind: "answered", payload: ["30 ms", "0 ms", "10 ms"] });
});

test("a request that is given up ends with the error of a closed connection, and the next one is answered", async () => {
  const invoke = start(
    `exports.handler = async () => {
      const given = await ask(near, "first", (request) => setImmediate(() => request.destroy())).catch((error) => error.code);
      return [given, (await ask(near, "second")).body];
    }`,
    async (request) => {
      if (request.body === "first") await setTimeout(20);
      return echo(request);
    },
  );
  expect(await invoke()).toEqual({ kind: "answered", payload: ["ECONNRESET", "second"] });
});

test("a handler that waits for nothing but an answer from nearby is not taken for one that waits for nothing", async () => {
  const invoke = start("exports.handler = async () => (await ask(near, 'late')).body", async (request) => {
    await setTimeout(50);
    return echo(request);
  });
  expect(await invoke()).toEqual({ kind: "answered", payload: "late" });
  expect(await invoke()).toEqual({ kind: "answered", payload: "late" });
});

test("a handler that waits for nothing still ends its runtime after such an answer", async () => {
  const invoke = start(
    "exports.handler = async () => { await ask(near); await new Promise(() => {}); }",
    echo,
  );
  expect(await invoke()).toMatchObject({ kind: "failed", errorType: "Runtime.ExitError" });
});

test("requests to all other addresses go there, also by an import", async () => {
  const port = await startFar();
  const invoke = start(
    `exports.handler = async ({ port }) => {
      const { request } = await import("node:http");
      const same = request === http.request;
      return [same, (await ask({ ...near, port })).body, (await ask(near, "near")).body];
    }`,
    echo,
  );
  expect(await invoke({ port })).toEqual({ kind: "answered", payload: [true, "far away", "near"] });
});

test("an address that is no longer nearby is asked itself", async () => {
  const port = await startFar();
  const ask = () =>
    new Promise<string>((resolve, reject) => {
      request({ host: "127.0.0.1", port }, (response) => resolve(text(response)))
        .on("error", reject)
        .end();
    });
  const end = answerNear(`http://127.0.0.1:${port}`, (_, onAnswer) =>
    onAnswer({ status: 200, headers: {}, body: "near" }),
  );
  expect(await ask()).toBe("near");
  end();
  expect(await ask()).toBe("far away");
});
