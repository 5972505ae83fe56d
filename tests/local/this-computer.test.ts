import { once } from "node:events";
import {
  createServer,
  type IncomingHttpHeaders,
  type RequestListener,
  request,
  type Server,
} from "node:http";
import { type AddressInfo, connect } from "node:net";
import { byLoopbackName, forThisComputer } from "../../local/this-computer";

const APP = "https://app.example.com";

let server: Server;
let asked: (string | undefined)[];
afterEach(() => server.close());

async function listen(guard: (listener: RequestListener) => RequestListener): Promise<void> {
  asked = [];
  server = createServer(
    guard(({ method }, response) => {
      asked.push(method);
      response.end("answered");
    }),
  );
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
}

const forPages = (listener: RequestListener) => forThisComputer([APP], listener);

interface Answer {
  readonly status: number | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

const portOf = () => (server.address() as AddressInfo).port;

const ask = (method: string, headers: Readonly<Record<string, string>>): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const options = { host: "127.0.0.1", port: portOf(), method, agent: false, setHost: "host" in headers };
    request({ ...options, headers }, async (response) => {
      let body = "";
      for await (const chunk of response.setEncoding("utf8")) body += chunk;
      resolve({ status: response.statusCode, headers: response.headers, body });
    })
      .on("error", reject)
      .end();
  });

const post = (headers: Readonly<Record<string, string>>) =>
  ask("POST", { host: "localhost:9229", ...headers });
const get = (headers: Readonly<Record<string, string>>) => ask("GET", { host: "localhost:9229", ...headers });

describe("the name that somebody asks by", () => {
  beforeEach(() => listen(byLoopbackName));

  test.each([
    "localhost",
    "LOCALHOST:9229",
    "pool.acme.localhost:9229",
    "127.0.0.1:9229",
    "127.255.255.254",
    "[::1]",
    "[::1]:9229",
  ])("%s is answered", async (host) => {
    expect((await post({ host })).status).toBe(200);
  });

  test.each([
    "evil.example",
    "evil.example:9229",
    "localhost.evil.example",
    "127.0.0.1.evil.example",
    "evillocalhost",
    "localhost@evil.example",
    "128.0.0.1",
    "0.0.0.0",
    "192.168.0.1:9229",
    "[::2]:9229",
    "localhost:9229:1",
  ])("%s is refused before anything happens", async (host) => {
    const { status, body } = await post({ host });
    expect({ status, body: JSON.parse(body) }).toEqual({
      status: 403,
      body: { __type: "ForbiddenException", message: "Ask by the name localhost" },
    });
    expect(asked).toEqual([]);
  });

  test("none is refused", async () => {
    expect((await ask("POST", {})).status).toBe(400);
    const socket = connect(portOf(), "127.0.0.1");
    socket.end("GET / HTTP/1.0\r\n\r\n");
    const [answer] = await once(socket.setEncoding("utf8"), "data");
    expect(answer).toMatch(/^HTTP\/1.1 403 /);
    expect(asked).toEqual([]);
  });
});

describe("the page that somebody asks from", () => {
  beforeEach(() => listen(forPages));

  test("a program names none, and is answered", async () => {
    const { status, headers } = await post({});
    expect(status).toBe(200);
    expect(headers).toMatchObject({ vary: "Origin" });
    expect(headers).not.toHaveProperty("access-control-allow-origin");
  });

  test.each([APP, "http://localhost:3000", "https://127.0.0.1", "http://app.localhost:8080", "http://[::1]"])(
    "%s is answered, and may read what it is told",
    async (origin) => {
      expect(await post({ origin })).toMatchObject({
        status: 200,
        headers: { vary: "Origin", "access-control-allow-origin": origin },
        body: "answered",
      });
    },
  );

  test("preflights of those are answered without anything happening", async () => {
    const { status, headers } = await ask("OPTIONS", {
      host: "127.0.0.1:9229",
      origin: APP,
      "access-control-request-method": "POST",
      "access-control-request-headers":
        "authorization,content-type,x-amz-target,x-amz-user-agent,amz-sdk-request",
    });
    expect(status).toBe(204);
    expect(headers).toMatchObject({
      vary: "Origin",
      "access-control-allow-origin": APP,
      "access-control-allow-headers": "*, authorization",
    });
    expect(asked).toEqual([]);
  });

  test.each([
    "https://evil.example",
    "null",
    "http://app.example.com",
    "https://app.example.com:8443",
    "https://app.example.com.evil.example",
    "http://localhost.evil.example",
    "http://evil.example/localhost",
    "chrome-extension://localhost.evil",
    "file://",
    `${APP}, ${APP}`,
    "",
  ])("'%s' is refused before anything happens, and may not read why", async (origin) => {
    for (const method of ["GET", "POST", "OPTIONS"]) {
      const answer = await ask(method, {
        host: "localhost:9229",
        origin,
        "access-control-request-method": "POST",
      });
      expect(answer.status).toBe(403);
      expect(answer.headers).not.toHaveProperty("access-control-allow-origin");
    }
    expect(asked).toEqual([]);
  });

  test("no origin is allowed by a star, nor by the scheme alone", async () => {
    server.close();
    await listen((listener) => forThisComputer(["*", "https://*"], listener));
    expect((await post({ origin: APP })).status).toBe(403);
    expect((await post({ origin: "https://evil.example" })).status).toBe(403);
  });

  test("what another site loads without an origin is refused, be it an image, a script or a frame", async () => {
    for (const destination of ["image", "script", "iframe", "embed", "empty"])
      expect(
        (
          await get({
            "sec-fetch-site": "cross-site",
            "sec-fetch-dest": destination,
            "sec-fetch-mode": "no-cors",
          })
        ).status,
      ).toBe(403);
    expect((await post({ "sec-fetch-site": "cross-site", "sec-fetch-dest": "document" })).status).toBe(403);
    expect(asked).toEqual([]);
  });

  test("a link that somebody follows, and an address that they type, are answered", async () => {
    for (const site of ["cross-site", "same-origin", "none"])
      expect((await get({ "sec-fetch-site": site, "sec-fetch-dest": "document" })).status).toBe(200);
  });
});
