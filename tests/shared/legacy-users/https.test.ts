import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { FaultError } from "../../../shared/runtime/errors";
import { describeError } from "../../../shared/runtime/log";
import { createAuthority } from "../../harness/certificates";
import { type LegacyEndpoint, startLegacyEndpoint } from "../../harness/legacy-endpoint";
import { openSource, patient, SECRET, startSecret, type TestSecret } from "../../harness/legacy-source";

const LOGIN = "blaise@legacy.example";
const PASSWORD = "correct horse battery staple";
const USER = {
  legacyId: "4711",
  hash: "$2y$10$abc",
  emailVerified: true,
  attributes: { name: "Blaise Pascal" },
};

let endpoint: LegacyEndpoint;
let secret: TestSecret;
beforeEach(async () => {
  endpoint = await startLegacyEndpoint(() => ({ status: 200, body: { found: true, user: USER } }));
  secret = await startSecret({ token: "a-token", ca: endpoint.ca });
});
afterEach(async () => {
  await endpoint.stop();
  await secret.stop();
});

const open = (changes: object = {}) =>
  openSource({ kind: "https", secret: SECRET, url: endpoint.url, ...changes }, { secret }).users;
const find = (users = open(), password: string | undefined = PASSWORD) =>
  users.findByLogin(LOGIN, patient(), password);

async function messageOf(work: Promise<unknown>): Promise<string> {
  const error = await work.then(
    () => "no fault",
    (thrown) => thrown,
  );
  expect(error).toBeInstanceOf(FaultError);
  const log = JSON.stringify(describeError(error));
  for (const kept of ["a-token", LOGIN, PASSWORD, "4711"]) expect(log).not.toContain(kept);
  return error.message;
}

test("asks for a login, with the token and nothing else", async () => {
  expect(await find()).toMatchObject({
    id: "4711",
    password: { kind: "stored", stored: { hash: "$2y$10$abc" } },
  });
  expect(endpoint.asked).toEqual([
    {
      path: "/users",
      body: { login: LOGIN },
      headers: {
        host: new URL(endpoint.url).host,
        connection: "close",
        accept: "application/json",
        authorization: "Bearer a-token",
        "content-type": "application/json",
        "content-length": String(JSON.stringify({ login: LOGIN }).length),
      },
    },
  ]);
});

describe("an endpoint that checks passwords itself", () => {
  const verifies = { verifies: true };
  test.each<[unknown, boolean]>([
    [true, true],
    [false, false],
    [undefined, false],
    ["true", false],
    [1, false],
  ])("says that the password is the right one by %p: %p", async (passwordIsRight, isRight) => {
    endpoint.answer = () => ({ status: 200, body: { found: true, user: USER, passwordIsRight } });
    expect(await find(open(verifies))).toMatchObject({ id: "4711", password: { kind: "judged", isRight } });
    expect(endpoint.asked[0]?.body).toEqual({ login: LOGIN, password: PASSWORD });
  });
  test.each([[undefined], ["with a NUL\0"]])(
    "is not believed about a password that it was not asked about: %j",
    async (typed) => {
      endpoint.answer = () => ({ status: 200, body: { found: true, user: USER, passwordIsRight: true } });
      const users = open(verifies);
      expect(await users.findByLogin(LOGIN, patient(), typed)).toMatchObject({
        password: { kind: "judged", isRight: false },
      });
      expect(endpoint.asked[0]?.body).toEqual({ login: LOGIN });
    },
  );
});

test.each([200, 404])("knows nobody where the answer, with %d, says so", async (status) => {
  endpoint.answer = () => ({ status, body: { found: false } });
  expect(await find()).toBeUndefined();
});

describe("it is a fault, and nobody is unknown, when the endpoint", () => {
  const STRANGE = "with something else than";
  test.each<[string, ReturnType<LegacyEndpoint["answer"]>, string]>([
    ["is not there", { status: 404, body: "<h1>Not Found</h1>" }, STRANGE],
    ["answers no object", { status: 200, body: [] }, STRANGE],
    ["answers nothing", { status: 200, body: "" }, STRANGE],
    ["says nothing", { status: 200, body: {} }, STRANGE],
    ["says it in other words", { status: 200, body: { found: "yes", user: USER } }, STRANGE],
    ["gives no user", { status: 200, body: { found: true } }, STRANGE],
    ["contradicts itself", { status: 404, body: { found: true, user: USER } }, STRANGE],
    ["breaks", { status: 500, body: { found: false } }, "with the status 500"],
    ["has had enough", { status: 429, body: { found: false } }, "with the status 429"],
    [
      "sends somewhere else",
      { status: 307, headers: { location: "https://localhost:1/" }, body: { found: false } },
      "with the status 307",
    ],
    [
      "answers too much",
      { status: 200, body: { found: true, user: { ...USER, more: "x".repeat(70_000) } } },
      "with more than 65536 bytes",
    ],
  ])("%s", async (_, answer, message) => {
    endpoint.answer = () => answer;
    expect(await messageOf(find())).toContain(message);
    expect(endpoint.asked).toHaveLength(1);
  });

  test("refuses the token", async () => {
    endpoint.answer = () => ({ status: 401 });
    expect(await messageOf(find())).toBe(`the endpoint refuses the token of the secret ${SECRET}`);
  });

  test("has another certificate", async () => {
    secret.change({ token: "a-token", ca: createAuthority("another").certificate });
    expect(await messageOf(find())).toBe("the endpoint cannot be reached");
    secret.change({ token: "a-token" });
    expect(await messageOf(find())).toBe("the endpoint cannot be reached");
    expect(endpoint.asked).toEqual([]);
  });

  test("has a certificate for another host", async () => {
    expect(await messageOf(find(open({ url: endpoint.url.replace("localhost", "127.0.0.1") })))).toBe(
      "the endpoint cannot be reached",
    );
    expect(endpoint.asked).toEqual([]);
  });

  test("keeps silent", async () => {
    const silent = createServer(() => {});
    await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve));
    const url = `http://127.0.0.1:${(silent.address() as AddressInfo).port}/`;
    try {
      expect(await messageOf(find(open({ url })))).toBe("the endpoint does not answer in time");
    } finally {
      silent.closeAllConnections();
      silent.close();
    }
  });

  test.each([undefined, "", "two words", "line\r\nbreak"])("cannot be given the token %j", async (token) => {
    secret.change({ token, ca: endpoint.ca });
    expect(await messageOf(find())).toBe(`the secret ${SECRET} lacks token`);
  });
});

test.each([
  ["no token", { token: undefined }, `the secret ${SECRET} lacks token`],
  ["no certificate", { ca: 7 }, `ca of the secret ${SECRET} is not a certificate`],
  ["another certificate", { ca: createAuthority("another").certificate }, "the endpoint cannot be reached"],
])("a secret with %s is read anew, and then it may be right", async (_, changes, message) => {
  const right = { token: "a-token", ca: endpoint.ca };
  secret.change({ ...right, ...changes });
  const users = open();
  expect(await messageOf(find(users))).toBe(message);
  secret.change(right);
  expect(await find(users)).toMatchObject({ id: "4711" });
});

test("a token that was changed is read anew", async () => {
  endpoint.answer = ({ headers }) =>
    headers.authorization === "Bearer newer" ? { status: 200, body: { found: false } } : { status: 401 };
  const users = open();
  await messageOf(find(users));
  secret.change({ token: "newer", ca: endpoint.ca });
  expect(await find(users)).toBeUndefined();
});

test("an answer in letters of every kind is read as UTF-8", async () => {
  const name = "Zoë Đặng 🌱 丕".repeat(500);
  endpoint.answer = () => ({ status: 200, body: { found: true, user: { ...USER, attributes: { name } } } });
  expect(await find()).toMatchObject({ attributes: { name } });
});
