import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { generateKeyPairSync, type KeyObject, sign } from "node:crypto";
import { once } from "node:events";
import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { findUser } from "../../../../local/pool/users/users";
import { EMAIL } from "../ada";
import { Browsing, CALLBACK, claimsOf, exchange, oauthClient, request, valuesIn } from "../pages/browsing";
import { identityProvider, startPool, type TestPool } from "../test-pool";

/** A key of a provider, private and as it is published. */
function newKey() {
  const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  return { privateKey, jwk: { ...publicKey.export({ format: "jwk" }), kid: "1" } };
}
const signed = (content: string, key: KeyObject): string =>
  sign("sha256", Buffer.from(content), key).toString("base64url");

const [CLIENT, SECRET] = ["the-pool", "a-secret-of-the-pool"];
const NAME = "AcmeOidc";

let testPool: TestPool;
let provider: ChildProcessWithoutNullStreams;
let issuer: string;
let details: Record<string, string>;

/** The pool is a client of the provider, under the address that it has got. */
beforeAll(async () => {
  details = {};
  testPool = await startPool({
    settings: {
      identityProviders: [
        identityProvider({
          name: NAME,
          type: "OIDC",
          details,
          attributeMapping: { email: "email", name: "name", locale: "locale" },
        }),
      ],
    },
    clients: [oauthClient({ identityProviders: ["COGNITO", NAME] })],
  });
  const settings = {
    clientId: CLIENT,
    clientSecret: SECRET,
    redirectUris: [`${testPool.endpoint}/oauth2/idpresponse`],
  };
  provider = spawn(process.execPath, [path.join(__dirname, "openid-provider.mjs"), JSON.stringify(settings)]);
  const [line] = await once(provider.stdout, "data");
  issuer = String(line).trim();
});
afterAll(async () => {
  provider.kill();
  await testPool.stop();
});
beforeEach(() => {
  Object.assign(details, {
    oidc_issuer: issuer,
    client_id: CLIENT,
    client_secret: SECRET,
    authorize_scopes: "openid email profile",
    attributes_request_method: "GET",
  });
  testPool.events.length = 0;
});

/** A person's browser: what each of the two servers has set stays with it. */
class Person {
  private readonly jars = new Map<string, Map<string, string>>();

  async go(
    address: string,
    form?: Record<string, string>,
  ): Promise<{ location: string; text: string; url: string }> {
    const { origin } = new URL(address);
    const jar = this.jars.get(origin) ?? new Map<string, string>();
    this.jars.set(origin, jar);
    const response = await fetch(address, {
      redirect: "manual",
      headers: { cookie: [...jar].map(([name, value]) => `${name}=${value}`).join("; ") },
      ...(form !== undefined && { method: "POST", body: new URLSearchParams(form) }),
    });
    for (const set of response.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(set) ?? [];
      jar.set(name, value);
    }
    const location = response.headers.get("location") ?? "";
    return {
      location: location === "" ? "" : new URL(location, address).href,
      text: await response.text(),
      url: address,
    };
  }

  /** Follows, through whatever is asked on the way, until an address of the app. */
  async signIn(login: string, start: string): Promise<string> {
    let seen = await this.go(start);
    for (let steps = 0; steps < 20 && !seen.location.startsWith(CALLBACK); steps++) {
      const [, action] = /<form[^>]*action="([^"]+)"/.exec(seen.text) ?? [];
      if (seen.location !== "") seen = await this.go(seen.location);
      else if (action !== undefined)
        seen = await this.go(new URL(action, seen.url).href, {
          prompt: /name="login"/.test(seen.text) ? "login" : "consent",
          login,
          password: "any",
        });
      else throw new Error(`nothing leads on from ${seen.url}: ${seen.text.slice(0, 400)}`);
    }
    return seen.location;
  }
}

const START = () =>
  `${testPool.endpoint}/oauth2/authorize?${request({ identity_provider: NAME, login_hint: EMAIL, scope: "openid email profile" })}`;

test("the pool finds the provider, sends people there, and takes its word for who they are", async () => {
  const person = new Person();
  const there = await person.go(START());
  const asked = new URL(there.location);
  expect(asked.origin).toBe(issuer);
  expect(Object.fromEntries(asked.searchParams)).toEqual({
    response_type: "code",
    client_id: CLIENT,
    redirect_uri: `${testPool.endpoint}/oauth2/idpresponse`,
    scope: "openid email profile",
    state: expect.stringMatching(/^[\w-]{43}$/),
    nonce: expect.stringMatching(/^[\w-]{43}$/),
    login_hint: EMAIL,
  });
  const { code = "", state } = valuesIn(await person.signIn(EMAIL, START()));
  expect(state).toBe("a state");
  const { body } = await exchange(testPool, { code });
  expect(claimsOf(body.id_token)).toMatchObject({
    "cognito:username": `${NAME}_${EMAIL}`,
    email: EMAIL,
    email_verified: false,
    name: "Ada Lovelace",
    nonce: "a-nonce",
    identities: [{ providerName: NAME, providerType: "OIDC", userId: EMAIL }],
  });
  expect(findUser(testPool.pool, `${NAME}_${EMAIL}`)?.attributes.locale).toBe("en-GB");
  expect(testPool.sources()).toEqual([
    "PreSignUp_ExternalProvider",
    "PostConfirmation_ConfirmSignUp",
    "TokenGeneration_HostedAuth",
  ]);
  await new Person().signIn(EMAIL, START());
  expect(testPool.sources().slice(3)).toEqual([
    "PreAuthentication_Authentication",
    "PostAuthentication_Authentication",
  ]);
});

const refusalOf = async () => {
  const { error, error_description: why } = valuesIn(await new Person().signIn("eve@acme.example", START()));
  expect([error, findUser(testPool.pool, `${NAME}_eve@acme.example`)]).toEqual([
    "invalid_request",
    undefined,
  ]);
  return why;
};

test("a wrong secret is refused by the provider, and the client is told", async () => {
  details.client_secret = "another";
  expect(await refusalOf()).toMatch(/^the provider answers 401 at http:\/\/127\.0\.0\.1:\d+\/token$/);
});

test("the answer of another provider is refused, before its code goes anywhere", async () => {
  const person = new Person();
  let seen = await person.go(START());
  const state = new URL(seen.location).searchParams.get("state");
  seen = await person.go(
    `${testPool.endpoint}/oauth2/idpresponse?${new URLSearchParams({ code: "stolen", state: state ?? "", iss: "https://evil.example" })}`,
  );
  expect(valuesIn(seen.location).error_description).toBe("the answer is of another provider");
});

describe("a provider that does wrong", () => {
  let proxy: Server;
  let behave: RequestListener;
  const answer =
    (body: object): RequestListener =>
    (_, response) =>
      void response.setHeader("content-type", "application/json").end(JSON.stringify(body));
  const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
  let document: Record<string, unknown>;
  const url = () => `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;

  beforeAll(async () => {
    proxy = createServer((asked, response) => behave(asked, response));
    proxy.listen(0, "127.0.0.1");
    await once(proxy, "listening");
    document = (await (await fetch(`${issuer}/.well-known/openid-configuration`)).json()) as typeof document;
  });
  afterAll(() => void proxy.close());

  test.each<[string, (body: Record<string, unknown>) => object, string]>([
    ["is of another issuer", () => document, "names the issuer"],
    [
      "leads away from this computer",
      () => ({ token_endpoint: "https://login.acme.example/token" }),
      "the token_endpoint of",
    ],
    ["has no keys", () => ({ jwks_uri: undefined }), "the jwks_uri of"],
  ])("its document %s", async (_, changes, words) => {
    behave = (asked, response) =>
      answer({ ...document, issuer: url(), ...changes(document) })(asked, response);
    details.oidc_issuer = url();
    const { location } = await new Person().go(START());
    expect(location.startsWith(CALLBACK)).toBe(true);
    expect(valuesIn(location).error_description).toContain(words);
  });

  test("it does not answer", async () => {
    details.oidc_issuer = "http://127.0.0.1:1";
    expect(valuesIn((await new Person().go(START())).location).error_description).toBe(
      "the provider does not answer at http://127.0.0.1:1/.well-known/openid-configuration",
    );
  });

  const rightClaims = (nonce: string) => ({
    iss: url(),
    aud: CLIENT,
    sub: "eve",
    nonce,
    exp: Math.floor(testPool.pool.now().getTime() / 1_000) + 60,
  });
  const { privateKey, jwk } = newKey();

  test.each<
    [string, (nonce: string) => { header?: object; claims?: object; userInfo?: object }, string | undefined]
  >([
    ["is right", () => ({}), undefined],
    ["is for another client", () => ({ claims: { aud: "another" } }), "is for another client"],
    [
      "is for several clients, and not ours first",
      () => ({ claims: { aud: [CLIENT, "b"], azp: "b" } }),
      "is for another client",
    ],
    ["is of another issuer", () => ({ claims: { iss: issuer } }), "is of another issuer"],
    ["has expired", () => ({ claims: { exp: 1 } }), "has expired"],
    ["is of another sign-in", () => ({ claims: { nonce: "another" } }), "is of another sign-in"],
    ["has no nonce", () => ({ claims: { nonce: undefined } }), "is of another sign-in"],
    ["names nobody", () => ({ claims: { sub: undefined } }), "names nobody"],
    ["is not signed", () => ({ header: { alg: "none" } }), "is signed by none"],
    ["is signed with a shared secret", () => ({ header: { alg: "HS256" } }), "is signed by HS256"],
    [
      "is signed by another key",
      () => ({ header: { kid: "another" } }),
      "is signed by no key of the provider",
    ],
    [
      "is signed by no named key",
      () => ({ header: { kid: undefined } }),
      "is signed by no key of the provider",
    ],
    ["has a wrong signature", () => ({ header: { alg: "RS512" } }), "has a wrong signature"],
    [
      "comes with the profile of somebody else",
      () => ({ userInfo: { sub: "ada" } }),
      "the provider tells of somebody else",
    ],
  ])("its ID token %s", async (_, changesOf, why) => {
    details.oidc_issuer = url();
    const endpoints = Object.fromEntries(
      ["authorization", "token", "userinfo"].map((name) => [`${name}_endpoint`, `${url()}/${name}`]),
    );
    const configuration = { issuer: url(), ...endpoints, jwks_uri: `${url()}/keys` };
    behave = answer(configuration);
    const browsing = new Browsing(testPool.endpoint);
    const { location } = await browsing.open(START());
    const { state = "", nonce = "" } = valuesIn(location);
    const { header, claims, userInfo } = changesOf(nonce);
    const content = `${encode({ alg: "RS256", kid: "1", ...header })}.${encode({ ...rightClaims(nonce), ...claims })}`;
    const idToken = `${content}.${signed(content, privateKey)}`;
    const bodies: Readonly<Record<string, object>> = {
      "/.well-known/openid-configuration": configuration,
      "/token": { access_token: "opaque", token_type: "Bearer", id_token: idToken },
      "/keys": { keys: [jwk] },
      "/userinfo": { sub: "eve", email: "eve@acme.example", ...userInfo },
    };
    behave = (asked, response) => answer(bodies[asked.url ?? ""] ?? {})(asked, response);
    const back = valuesIn(
      (await browsing.open(`/oauth2/idpresponse?${new URLSearchParams({ code: "1", state })}`)).location,
    );
    if (why === undefined) expect(back).toHaveProperty("code");
    else expect(back.error_description).toMatch(new RegExp(`${why}$`));
    expect(findUser(testPool.pool, `${NAME}_eve`) === undefined).toBe(why !== undefined);
    testPool.pool.users.delete(`${NAME}_eve`.toLowerCase());
  });
});
