import {
  CreateIdentityProviderCommand,
  CreateUserPoolClientCommand,
  CreateUserPoolCommand,
  CreateUserPoolDomainCommand,
  DeleteUserPoolCommand,
  DeleteUserPoolDomainCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { findUser, updateUser } from "../../../../local/pool/users/users";
import { EMAIL, join, PASSWORD } from "../ada";
import { type Handler, identityProvider, startPool, type TestPool, WEB } from "../test-pool";
import {
  Browsing,
  CALLBACK,
  claimsOf,
  exchange,
  oauthClient,
  request,
  type Seen,
  signInOnPage,
  valuesIn,
} from "./browsing";

const CLAIMS = "http://schemas.xmlsoap.org/ws/2005/05/identity/claims";
const GOOGLE = identityProvider({ name: "Google", type: "Google" });
const SAML = identityProvider({
  name: "AcmeSaml",
  type: "SAML",
  attributeMapping: { email: `${CLAIMS}/emailaddress` },
  identifiers: ["acme.example"],
});
const HIDDEN = identityProvider({ name: "Facebook", type: "Facebook" });
const [OTHER, ONLY_GOOGLE, TWO] = ["2other", "3google", "4two"];

let testPool: TestPool;
let browsing: Browsing;
let preSignUp: Handler;
let inbound: Handler;
beforeAll(async () => {
  testPool = await startPool({
    settings: {
      identityProviders: [GOOGLE, SAML, HIDDEN],
      triggers: {
        InboundFederation: "InboundFederation",
        PreSignUp: "PreSignUp",
        PostConfirmation: "PostConfirmation",
        PreAuthentication: "PreAuthentication",
        PostAuthentication: "PostAuthentication",
        PreTokenGeneration: "PreTokenGeneration",
      },
    },
    clients: [
      oauthClient({ identityProviders: ["COGNITO", "Google", "AcmeSaml"] }),
      oauthClient({ id: OTHER, name: "other" }),
      oauthClient({ id: ONLY_GOOGLE, name: "google", identityProviders: ["Google"] }),
      oauthClient({ id: TWO, name: "two", identityProviders: ["Google", "AcmeSaml"] }),
    ],
    handlers: {
      InboundFederation: (event) => inbound(event),
      PreSignUp: (event) => preSignUp(event),
    },
  });
});
afterAll(() => testPool.stop());
beforeEach(() => {
  for (const { username } of testPool.pool.users.values()) testPool.pool.users.delete(username.toLowerCase());
  preSignUp = inbound = (event) => event;
  testPool.events.length = 0;
  browsing = new Browsing(testPool.endpoint);
});

const through = (provider: string, changes = {}) => request({ identity_provider: provider, ...changes });

/** From the client to the provider's page. */
async function reach(query = through("Google"), by = browsing): Promise<Seen> {
  const sent = await by.open(`/oauth2/authorize?${query}`);
  expect([sent.status, sent.location]).toEqual([302, expect.stringMatching(/^\/simulated-provider\?state=/)]);
  return by.open(sent.location);
}

const ADA_AT_GOOGLE = { subject: "4711", "claim:email": EMAIL, "claim:name": "Ada Lovelace" };

/** Fills the provider's page in; the pool sends them on. */
async function signInThere(fields: Record<string, string> = ADA_AT_GOOGLE, query = through("Google")) {
  const answered = await browsing.submit(await reach(query), fields);
  expect(answered.status).toBe(303);
  return browsing.open(answered.location);
}

const toClient = ({ location }: Seen) => {
  expect(location.split("?")[0]).toBe(CALLBACK);
  return valuesIn(location);
};

test("whoever chooses a provider comes back to the client with a code, for tokens of an account of their own", async () => {
  const page = await browsing.open(`/login?${request()}`);
  const links = [...page.text.matchAll(/href="([^"]*)">Continue with (\w+)</g)].map(([, , name]) => name);
  expect(links).toEqual(["Google", "AcmeSaml"]);
  const there = await reach();
  expect(there.heading).toBe("Sign in at Google");
  expect(there.text).toContain("A simulated provider");
  const { code = "", state } = toClient(await signInThere());
  expect(state).toBe("a state");
  const { body } = await exchange(testPool, { code });
  expect(claimsOf(body.id_token)).toMatchObject({
    "cognito:username": "Google_4711",
    email: EMAIL,
    email_verified: false,
    nonce: "a-nonce",
    identities: [{ providerName: "Google", userId: "4711" }],
  });
  expect(testPool.sources()).toEqual([
    "InboundFederation_ExternalProvider",
    "PreSignUp_ExternalProvider",
    "PostConfirmation_ConfirmSignUp",
    "TokenGeneration_HostedAuth",
  ]);
});

test("a pool that an operation has created has providers of its own", async () => {
  const { UserPool = {} } = await testPool.client.send(new CreateUserPoolCommand({ PoolName: "orders" }));
  const { Id: UserPoolId } = UserPool;
  await testPool.client.send(new CreateUserPoolDomainCommand({ UserPoolId, Domain: "orders" }));
  const provider = {
    ProviderName: "Orders",
    ProviderType: "SAML",
    AttributeMapping: { email: "mail" },
  } as const;
  const ProviderDetails = { MetadataURL: "https://idp.orders.example/metadata" };
  await testPool.client.send(new CreateIdentityProviderCommand({ UserPoolId, ...provider, ProviderDetails }));
  const { UserPoolClient = {} } = await testPool.client.send(
    new CreateUserPoolClientCommand({
      UserPoolId,
      ClientName: "orders",
      CallbackURLs: [CALLBACK],
      AllowedOAuthFlowsUserPoolClient: true,
      AllowedOAuthFlows: ["code"],
      AllowedOAuthScopes: ["openid", "email"],
      SupportedIdentityProviders: ["Orders"],
    }),
  );
  const query = through("Orders", { client_id: UserPoolClient.ClientId });
  expect(toClient(await signInThere({ subject: "4711", "claim:mail": EMAIL }, query)).code).toMatch(/./);
  await testPool.client.send(new DeleteUserPoolDomainCommand({ UserPoolId, Domain: "orders" }));
  await testPool.client.send(new DeleteUserPoolCommand({ UserPoolId }));
});

test("a later sign-in is one of somebody known, whom the provider's page offers", async () => {
  await signInThere();
  testPool.events.length = 0;
  browsing = new Browsing(testPool.endpoint);
  const there = await reach();
  expect(there.text).toContain(`<button class="second" name="known" value="4711">4711, ${EMAIL}`);
  const back = await browsing.open((await browsing.submit(there, { known: "4711" })).location);
  const { code = "" } = toClient(back);
  await exchange(testPool, { code });
  expect(testPool.sources()).toEqual([
    "InboundFederation_ExternalProvider",
    "PreAuthentication_Authentication",
    "PostAuthentication_Authentication",
    "TokenGeneration_HostedAuth",
  ]);
  expect(testPool.pool.users.values()).toHaveLength(1);
});

test("inbound federation hears all that the provider says, and what it leaves out is mapped to nothing", async () => {
  inbound = (event) => ({ ...event, response: { userAttributesToMap: { email: EMAIL } } });
  await signInThere({ ...ADA_AT_GOOGLE, further: "email_verified = true\ncustom:role=admin\nnonsense" });
  const claims = {
    sub: "4711",
    email: EMAIL,
    name: "Ada Lovelace",
    email_verified: "true",
    "custom:role": "admin",
  };
  expect(testPool.events[0]).toMatchObject({
    userName: "4711",
    callerContext: { clientId: WEB },
    request: {
      providerName: "Google",
      providerType: "Google",
      attributes: { idToken: claims, userInfo: claims, tokenResponse: { token_type: "Bearer" } },
    },
    response: { userAttributesToMap: {} },
  });
  expect(findUser(testPool.pool, "Google_4711")?.attributes).toEqual({
    sub: expect.any(String),
    identities: expect.any(String),
    email: EMAIL,
    email_verified: "false",
  });
});

test("of a SAML provider it hears the assertion, and its answer has to be one", async () => {
  inbound = () => undefined;
  const fields = { subject: EMAIL, [`claim:${CLAIMS}/emailaddress`]: EMAIL };
  const { error, error_description } = toClient(await signInThere(fields, through("AcmeSaml")));
  expect([error, error_description]).toEqual(["invalid_request", "Unrecognizable lambda output"]);
  const attributes = { samlResponse: { [`${CLAIMS}/emailaddress`]: EMAIL } };
  expect(testPool.events[0]?.request).toMatchObject({ providerType: "SAML", attributes });
});

test("that a provider calls somebody else's address verified gives nobody that address", async () => {
  await join(testPool);
  await signInThere({ subject: "666", "claim:email": EMAIL, further: "email_verified=true" });
  expect(findUser(testPool.pool, EMAIL)?.status).toBe("CONFIRMED");
  expect(findUser(testPool.pool, "Google_666")?.attributes).toMatchObject({ email_verified: "false" });
});

test("the client is told what a trigger refuses with, and why an account cannot be", async () => {
  preSignUp = () => {
    throw new Error("Not today");
  };
  expect(toClient(await signInThere())).toEqual({
    error: "invalid_request",
    error_description: "PreSignUp failed with error Not today.",
    state: "a state",
  });
  expect(toClient(await signInThere({ subject: "4711" }))).toMatchObject({
    error_description: "attributes required: [email]",
  });
  preSignUp = (event) => event;
  await signInThere();
  updateUser(testPool.pool, "Google_4711", () => ({ enabled: false }));
  browsing = new Browsing(testPool.endpoint);
  expect(toClient(await signInThere())).toMatchObject({ error_description: "User is disabled." });
});

test("whoever cancels at the provider comes back without a sign-in", async () => {
  const answered = await browsing.submit(await reach(), { cancel: "yes" });
  expect(toClient(await browsing.open(answered.location))).toEqual({
    error: "access_denied",
    error_description: "The sign-in was cancelled",
    state: "a state",
  });
  expect(testPool.sources()).toEqual([]);
});

describe("which providers a client has", () => {
  test.each([
    { identity_provider: "Facebook" },
    { identity_provider: "google" },
    { idp_identifier: "globex.example" },
    { idp_identifier: "Google" },
  ])("the client says: %j leads nowhere", async (changes) => {
    const sent = await browsing.open(`/oauth2/authorize?${request(changes)}`);
    expect(toClient(sent)).toEqual({
      error: "invalid_request",
      error_description: "The client has no such identity provider",
      state: "a state",
    });
  });

  test("the pool itself is one, and an identifier leads to another", async () => {
    const own = await browsing.open(`/oauth2/authorize?${through("COGNITO")}`);
    expect(own.location).toMatch(/^\/login\?/);
    const there = await reach(request({ idp_identifier: "acme.example" }));
    expect(there.heading).toBe("Sign in at AcmeSaml");
    expect(there.text).toContain(`<label for="claim:${CLAIMS}/emailaddress">emailaddress</label>`);
  });

  test("people of a client without passwords get no form for one", async () => {
    const page = await browsing.open(`/login?${request({ client_id: TWO })}`);
    expect(page.heading).toBe("Sign in");
    expect(page.text).not.toMatch(/type="password"|forgotPassword|signup/);
    expect(page.text).toContain("Continue with AcmeSaml");
    const own = await browsing.open(`/oauth2/authorize?${through("COGNITO", { client_id: TWO })}`);
    expect(toClient(own).error).toBe("invalid_request");
    for (const path of ["/signup", "/forgotPassword"])
      expect((await browsing.open(`${path}?${request({ client_id: TWO })}`)).status).toBe(400);
    await join(testPool);
    const { form } = await browsing.open(`/login?${request()}`);
    const forged = { ...page, form: { ...form, action: form.action.replace(WEB, TWO) } };
    const { status, location } = await browsing.submit(forged, { username: EMAIL, password: PASSWORD });
    expect([status, location]).toEqual([400, ""]);
  });

  test("and with one provider alone, there is nothing to choose", async () => {
    expect((await reach(request({ client_id: ONLY_GOOGLE }))).heading).toBe("Sign in at Google");
  });

  test("a sign-in of the browser counts for clients that have its provider, and for no other", async () => {
    await signInThere();
    const codeFor = async (changes: object) =>
      valuesIn(
        (await browsing.open(`/oauth2/authorize?${request({ prompt: "none", ...changes })}`)).location,
      );
    expect(await codeFor({ client_id: TWO })).toHaveProperty("code");
    expect(await codeFor({ client_id: OTHER })).toMatchObject({ error: "login_required" });
    expect(await codeFor({ identity_provider: "Google" })).toHaveProperty("code");
    expect(await codeFor({ identity_provider: "AcmeSaml" })).toMatchObject({ error: "login_required" });
    await join(testPool);
    await signInOnPage(browsing, { username: EMAIL, password: PASSWORD });
    expect(await codeFor({ client_id: ONLY_GOOGLE })).toMatchObject({ error: "login_required" });
  });
});

describe("what comes back from a provider", () => {
  const refusedPage = { status: 400, location: "", heading: "This address does not work" };

  test("counts once", async () => {
    const answered = await browsing.submit(await reach(), ADA_AT_GOOGLE);
    toClient(await browsing.open(answered.location));
    expect(await browsing.open(answered.location)).toMatchObject(refusedPage);
    expect(testPool.sources()).toHaveLength(3);
  });

  test("counts in the browser that was sent there: nobody is signed in as somebody else by a link", async () => {
    const attacker = new Browsing(testPool.endpoint);
    const answered = await attacker.submit(await reach(through("Google"), attacker), ADA_AT_GOOGLE);
    await browsing.open(`/login?${request()}`);
    for (const victim of [browsing, new Browsing(testPool.endpoint)])
      expect(await victim.open(answered.location)).toMatchObject(refusedPage);
    expect(testPool.sources()).toEqual([]);
    toClient(await attacker.open(answered.location));
  });

  test("counts for the sign-in that it was made for, so that no provider answers for another", async () => {
    const saml = await reach(through("AcmeSaml"));
    const google = await browsing.submit(await reach(), ADA_AT_GOOGLE);
    const state = valuesIn(saml.form.action).state ?? "";
    const mixed = google.location.replace(/state=[^&]+/, `state=${state}`);
    expect(toClient(await browsing.open(mixed))).toMatchObject({
      error: "invalid_request",
      error_description: "The code of the provider is not valid",
    });
    expect(testPool.pool.users.values()).toEqual([]);
  });

  test.each([
    ["no state", () => "?code=x"],
    ["an invented state", () => `?code=x&state=${"a".repeat(43)}`],
    ["two states", (state: string) => `?code=x&state=${state}&state=${state}`],
  ])("is a page in words with %s", async (_, query) => {
    const { state = "" } = valuesIn((await reach()).form.action);
    expect(await browsing.open(`/oauth2/idpresponse${query(state)}`)).toMatchObject(refusedPage);
    expect(await browsing.open(`/simulated-provider${query(state)}`)).toMatchObject(refusedPage);
  });

  test("is nothing after ten minutes", async () => {
    const there = await reach();
    testPool.pass(601);
    expect(await browsing.submit(there, ADA_AT_GOOGLE)).toMatchObject(refusedPage);
  });

  test("is nothing if the client has lost the provider meanwhile", async () => {
    const answered = await browsing.submit(await reach(), ADA_AT_GOOGLE);
    const { clients } = testPool.pool;
    const client = clients.get(WEB);
    if (client === undefined) throw new Error("there is no client");
    clients.put(WEB, { ...client, identityProviders: ["COGNITO"] });
    expect(toClient(await browsing.open(answered.location))).toMatchObject({ error: "invalid_request" });
    clients.put(WEB, client);
    expect(testPool.sources()).toEqual([]);
  });

  test("cannot be sent from another page", async () => {
    const there = await reach();
    const forged = { ...there, form: { ...there.form, hidden: { csrf: "guessed" } } };
    expect(await browsing.submit(forged, ADA_AT_GOOGLE)).toMatchObject(refusedPage);
    const headers = { "sec-fetch-site": "cross-site" };
    expect(await browsing.submit(there, ADA_AT_GOOGLE, headers)).toMatchObject({ status: 403 });
  });

  test("what was typed there is text on every page", async () => {
    const subject = `"><script>alert(1)</script>`;
    await signInThere({ ...ADA_AT_GOOGLE, subject });
    browsing = new Browsing(testPool.endpoint);
    const { text, headers } = await reach();
    expect(text).not.toContain("<script>");
    expect(text).toContain("&#34;&#62;&#60;script&#62;");
    expect(headers.get("content-security-policy")).toMatch(
      /^default-src 'none'; .*form-action 'self' https:\/\/app\.example\.com$/,
    );
  });

  test("an account has a name", async () => {
    const page = await browsing.submit(await reach(), { ...ADA_AT_GOOGLE, subject: " " });
    expect([page.status, page.alert]).toEqual([400, "Name an account, of at most 128 characters."]);
    expect((await browsing.submit(page, { known: "nobody" })).status).toBe(400);
  });
});
