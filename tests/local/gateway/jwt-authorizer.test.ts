import { createSigningKey } from "../../../local/pool/tokens/jwt";
import { signedJwt } from "../../harness/signed-jwt";
import {
  ACCESS_CLAIMS,
  accessToken,
  CLIENT,
  ISSUER,
  idToken,
  KEYS,
  protectedRoute,
  route,
  SECONDS,
  type TestGateway,
  testGateway,
} from "./test-gateway";

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await testGateway({
    routes: [
      route("GET /open"),
      protectedRoute("GET /profile"),
      protectedRoute("GET /scoped", ["api/profile.read", "api/profile.write"]),
    ],
    answer: () => "in",
  });
});
afterAll(() => gateway.stop());

async function answer(path: string, authorization?: string) {
  const response = await gateway.fetch(path, {
    headers: authorization === undefined ? {} : { authorization },
  });
  return {
    status: response.status,
    challenge: response.headers.get("www-authenticate"),
    body: await response.json(),
  };
}

const IN = { status: 200, challenge: null, body: "in" };
const unauthorized = (challenge: string) => ({ status: 401, challenge, body: { message: "Unauthorized" } });
const invalid = (description: string) =>
  unauthorized(`Bearer scope="" error="invalid_token" error_description="${description}"`);
const NOT_VALID = invalid("the token is not valid");

test("an open route asks for nothing", async () => {
  expect(await answer("/open")).toEqual(IN);
  expect(await answer("/open", "Bearer nonsense")).toEqual(IN);
});

test.each(["Bearer ", "bearer ", "BEARER  ", ""])("a token is taken after '%s'", async (scheme) => {
  expect(await answer("/profile", scheme + accessToken())).toEqual(IN);
});

test("ID and access tokens are both taken where no scope is asked for", async () => {
  expect(await answer("/profile", idToken())).toEqual(IN);
  expect(await answer("/profile", accessToken())).toEqual(IN);
});

test.each([undefined, "Bearer", "Bearer  "])(
  "without a token (%s) nobody comes in",
  async (authorization) => {
    expect(await answer("/profile", authorization)).toEqual(unauthorized("Bearer"));
  },
);

const [header, payload, signature] = accessToken().split(".");
const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
const { kid } = KEYS[1];

test.each([
  ["nonsense", "nonsense"],
  ["another scheme", `Basic ${accessToken()}`],
  ["changed claims", [header, encode({ ...ACCESS_CLAIMS, sub: "eve" }), signature].join(".")],
  ["no signature", [header, payload, ""].join(".")],
  ["no algorithm", [encode({ kid, alg: "none" }), payload, ""].join(".")],
  ["another algorithm", [encode({ kid, alg: "HS256" }), payload, signature].join(".")],
  ["a key of somebody else under the pool's name", signedJwt(ACCESS_CLAIMS, createSigningKey(kid))],
  ["a key that the pool does not have", signedJwt(ACCESS_CLAIMS, createSigningKey("other"))],
])("%s is refused", async (_, token) => {
  expect(await answer("/profile", token)).toEqual(NOT_VALID);
});

test.each([
  ["another issuer", { iss: `${ISSUER}2` }, "the token does not have a valid issuer"],
  ["no issuer", { iss: undefined }, "the token does not have a valid issuer"],
  ["another client", { client_id: "other" }, "the token does not have a valid audience"],
  ["no client", { client_id: undefined }, "the token does not have a valid audience"],
  ["another audience, whatever its client", { aud: "other" }, "the token does not have a valid audience"],
  ["expired this second", { exp: SECONDS }, "the token has expired"],
  ["no end", { exp: undefined }, "the token has expired"],
  ["an end in words", { exp: "never" }, "the token has expired"],
  ["not valid before the next second", { nbf: SECONDS + 1 }, "the token is not valid yet"],
  ["issued in the future", { iat: SECONDS + 1 }, "the token is not valid yet"],
])("a token with %s is refused", async (_, changes, description) => {
  expect(await answer("/profile", accessToken(changes))).toEqual(invalid(description));
});

test.each([
  ["until its last second", { exp: SECONDS + 1 }],
  ["from its first second", { nbf: SECONDS, iat: SECONDS }],
  ["for one audience of several", { aud: ["other", CLIENT], client_id: "other" }],
])("a token is taken %s", async (_, changes) => {
  expect(await answer("/profile", accessToken(changes))).toEqual(IN);
});

test("one of the scopes of a route is enough", async () => {
  expect(await answer("/scoped", accessToken({ scope: "api/profile.write" }))).toEqual(IN);
  expect(await answer("/scoped", accessToken({ scope: undefined, scp: ["api/profile.read"] }))).toEqual(IN);
});

test.each([
  ["an access token with other scopes", accessToken({ scope: "openid api/profile.readers" })],
  ["an access token without scopes", accessToken({ scope: undefined })],
  ["an ID token", idToken()],
])("%s may not come into a route that asks for scopes", async (_, token) => {
  expect(await answer("/scoped", token)).toEqual({
    status: 403,
    challenge:
      'Bearer scope="api/profile.read api/profile.write" error="insufficient_scope" ' +
      'error_description="the token does not have a required scope"',
    body: { message: "Forbidden" },
  });
});

test("who is refused invokes no function, and a token is printed nowhere", async () => {
  const before = gateway.invoked.length;
  const prints = (["log", "info", "warn", "error"] as const).map((name) => jest.spyOn(console, name));
  await answer("/profile", "Bearer nonsense");
  await answer("/scoped", idToken());
  expect(gateway.invoked).toHaveLength(before);
  for (const print of prints) {
    expect(print).not.toHaveBeenCalled();
    print.mockRestore();
  }
});
