import type { IncomingMessage, RequestListener } from "node:http";
import { breachedPasswords, readBreachedPasswords } from "../../shared/breached-passwords";
import { Settings } from "../../shared/runtime/settings";
import { startServer, type TestServer } from "../harness/server";

/** Of "password", as the list itself documents it: 5BAA6 and the rest. */
const REST = "1E4C9B93F3F0682250B6CF8331B7EE68FD8";
const OTHER = "0018A45C4D1DEF81644B54AB7F969B88D65:21";

let answer: RequestListener;
let asked: IncomingMessage[];
let server: TestServer;
beforeEach(async () => {
  asked = [];
  server = await startServer((request, response) => {
    asked.push(request);
    answer(request, response);
  });
});
afterEach(() => server.stop());

const range =
  (...lines: readonly string[]): RequestListener =>
  (_, response) =>
    response.end(lines.join("\r\n"));

async function lookUp(
  password: string,
  { address = "https://list.example/range", signal = new AbortController().signal } = {},
) {
  const warnings: string[] = [];
  const settings = new Settings({
    BREACHED_PASSWORDS: address,
    BREACHED_PASSWORDS_SERVER: `${server.endpoint}/range`,
  });
  const run = {
    now: new Date(),
    signal,
    elapsed: () => 0,
    outcome: () => {},
    warn: (warning: string) => warnings.push(warning),
  };
  return { isBreached: await breachedPasswords(settings)(password, run), warnings };
}

const UNANSWERED = {
  isBreached: false,
  warnings: ["the list of breached passwords did not answer"],
};

test("only five characters of the digest leave, and the answer is to be padded", async () => {
  answer = range(OTHER, `${REST}:3`);
  expect(await lookUp("password")).toEqual({ isBreached: true, warnings: [] });
  expect(asked.map(({ method, url, headers }) => [method, url, headers["add-padding"]])).toEqual([
    ["GET", "/range/5BAA6", "true"],
  ]);
  expect(JSON.stringify([asked[0]?.headers, asked[0]?.url])).not.toMatch(/password|1E4C9/);
});

test("a password that is not in the list, or in its padding alone, is none that was stolen", async () => {
  for (const lines of [[OTHER], [OTHER, `${REST}:0`], [`${REST.slice(0, 34)}:3`, OTHER]]) {
    answer = range(...lines);
    expect((await lookUp("password")).isBreached).toBe(false);
  }
});

test("without an address, nobody is asked", async () => {
  expect(await lookUp("password", { address: "off" })).toEqual({ isBreached: false, warnings: [] });
  expect(asked).toEqual([]);
});

test.each<[string, RequestListener]>([
  ["an error", (_, response) => response.writeHead(503).end()],
  ["too many requests", (_, response) => response.writeHead(429).end(`${REST}:3`)],
  ["a page", range("<html>Please sign in to this network</html>")],
  ["nothing", range("")],
  ["more than any range", range(`${REST}:3`, "0".repeat(300_000))],
  ["another address", (_, response) => response.writeHead(302, { location: "/elsewhere" }).end()],
  ["a broken connection", ({ socket }) => socket.destroy()],
  ["no answer", () => {}],
])("%s stops nobody, and is told in the log", async (_, listener) => {
  answer = listener;
  expect(await lookUp("password")).toEqual(UNANSWERED);
});

test("the end of the invocation ends the question", async () => {
  answer = () => {};
  expect(await lookUp("password", { signal: AbortSignal.abort() })).toEqual(UNANSWERED);
});

test("an address has to be one of HTTPS", () => {
  expect(readBreachedPasswords("https://api.pwnedpasswords.com/range")).toBeTruthy();
  for (const address of ["http://list.example/range", "list.example", "https://list.example/range/"])
    expect(() => readBreachedPasswords(address)).toThrow("is not valid");
});
