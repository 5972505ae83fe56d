import { type DeferredServer, listenDeferred } from "../../local/deferred-server";

let server: DeferredServer;
beforeEach(async () => {
  server = await listenDeferred(0);
});
afterEach(() => server.close());

test("a request that comes too early is told to try again, and later ones are answered at the same address", async () => {
  const early = await fetch(server.url);
  expect([early.status, early.headers.get("retry-after")]).toEqual([503, "1"]);
  server.answerWith((_, response) => response.end("ready"));
  expect(await (await fetch(server.url)).text()).toBe("ready");
});

test("a port in use is noticed before there is anything to answer", async () => {
  await expect(listenDeferred(Number(new URL(server.url).port))).rejects.toMatchObject({
    code: "EADDRINUSE",
  });
});

test("a server may be closed twice", async () => {
  await server.close();
  await server.close();
  await expect(fetch(server.url)).rejects.toThrow();
});
