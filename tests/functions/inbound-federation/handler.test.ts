import { provider } from "../../harness/people";
import { recordedEvent } from "../../harness/recorded-event";
import { startTables, type Tables } from "../../harness/tables";
import { loadTrigger, type Trigger } from "../../harness/triggers";

const CLAIMS = "http://schemas.xmlsoap.org/ws/2005/05/identity/claims";
const EVENT = "InboundFederation_ExternalProvider";

let trigger: Trigger;
beforeEach(() => {
  trigger = loadTrigger("inbound-federation", "http://127.0.0.1:1");
});

/** What is left of what a provider says. */
async function left(providerType: unknown, attributes: unknown) {
  const { request } = recordedEvent(EVENT);
  const event = { ...recordedEvent(EVENT), request: { ...request, providerType, attributes } };
  const { response, ...rest } = (await trigger(event)) as typeof event & {
    response: { userAttributesToMap: object };
  };
  expect(rest).toEqual({ ...event, response: undefined, ...rest });
  return response.userAttributesToMap;
}

test.each([
  [
    "SAML",
    {
      samlResponse: {
        NameID: "ada",
        [`${CLAIMS}/emailaddress`]: "ada@acme.example",
        [`${CLAIMS}/name`]: "Ada",
        [`${CLAIMS}/role`]: "admin",
        email: "eve@acme.example",
      },
    },
    { NameID: "ada", [`${CLAIMS}/emailaddress`]: "ada@acme.example", [`${CLAIMS}/name`]: "Ada" },
  ],
  [
    "Facebook",
    { userInfo: { id: "17", first_name: "Ada", last_name: "Lovelace", birthday: "12/10/1815" } },
    { id: "17", first_name: "Ada", last_name: "Lovelace" },
  ],
  [
    "SignInWithApple",
    { idToken: { sub: "17", email: "ada@acme.example", name: "Ada", firstName: "Ada" } },
    { sub: "17", email: "ada@acme.example", firstName: "Ada" },
  ],
  [
    "Google",
    { idToken: JSON.stringify({ sub: "17", email: "ada@acme.example", hd: "acme.example" }) },
    { sub: "17", email: "ada@acme.example" },
  ],
])(
  "of a provider of the type %s, the mapping gets what it needs, and whose account it is",
  async (type, said, expected) => {
    expect(await left(type, said)).toEqual(expected);
  },
);

test("what the ID token says counts before what was asked for afterwards, and no token is a claim", async () => {
  const said = {
    tokenResponse: { email: "eve@acme.example", access_token: "secret" },
    userInfo: { sub: "17", email: "eve@acme.example", name: "Ada" },
    idToken: { sub: "17", email: "ada@acme.example" },
  };
  expect(await left("OIDC", said)).toEqual({ sub: "17", email: "ada@acme.example", name: "Ada" });
  expect(trigger.log()).toMatchObject([{ trigger: "inbound-federation", outcome: "trimmed", dropped: 0 }]);
  expect(JSON.stringify(trigger.log())).not.toMatch(/secret|ada@|eve@/);
});

test("that an address is verified, a tenant, a role and what is no text are left out", async () => {
  const said = {
    idToken: {
      sub: "17",
      email_verified: "true",
      "custom:tenant_id": "acme",
      "custom:role": "admin",
      "cognito:groups": "operators",
      email: { $ne: "" },
      __proto__: "x",
      name: "Ada",
    },
  };
  expect(await left("OIDC", said)).toEqual({ sub: "17", name: "Ada" });
});

test.each<[string, unknown]>([
  ["nothing at all", undefined],
  ["only what nobody maps", { idToken: { "custom:role": "admin" } }],
  ["no JSON", { idToken: "{" }],
])(
  "where nothing is left there is no sign-in, because an empty answer would let everything through: %s",
  async (_, said) => {
    await expect(left("OIDC", said)).rejects.toMatchObject({ code: "fault" });
  },
);

test.each(["LoginWithAmazon", "LDAP", undefined, 42])(
  "nobody signs in through a provider of an unknown type: %s",
  async (type) => {
    await expect(left(type, { idToken: { sub: "17" } })).rejects.toMatchObject({
      code: "unknown-source",
      message: "Sign-in of this kind is not supported",
    });
  },
);

test("nor on an unknown occasion", async () => {
  const event = { ...recordedEvent(EVENT), triggerSource: "InboundFederation_Other" };
  await expect(trigger(event)).rejects.toMatchObject({ code: "unknown-source" });
});

describe("where accounts at providers are linked to people", () => {
  const ADDRESS = { sub: "17", email: "ada@acme.example", name: "Ada" };
  const WITHOUT = { sub: "17", name: "Ada" };
  let tables: Tables;
  beforeEach(async () => {
    tables = await startTables();
    Object.assign(globalThis, { PACKAGED_LINKING: "on" });
    trigger = loadTrigger("inbound-federation", tables.endpoint);
  });
  afterEach(() => {
    Object.assign(globalThis, { PACKAGED_LINKING: "off" });
    return tables.stop();
  });
  const bind = (changes: object = {}) =>
    tables.put("TenantsTable", provider("PartnerOidc", { tenantId: "acme", ...changes }));

  test.each([
    ["ada@acme.example", ADDRESS],
    ["ceo@globex.example", WITHOUT],
    ["ceo@globex.example@acme.example", WITHOUT],
    ["eve@sub.acme.example", WITHOUT],
    ["", WITHOUT],
  ])("a provider names addresses only where it answers for them: %j", async (email, expected) => {
    await bind({ authoritativeFor: ["acme.example"] });
    expect(await left("OIDC", { idToken: { ...ADDRESS, email } })).toEqual(expected);
  });

  test.each([false, "false", "FALSE", null, "0"])(
    "an address that the provider itself calls unproven (%j) is left out",
    async (email_verified) => {
      await bind({ authoritativeFor: ["acme.example"] });
      expect(await left("OIDC", { idToken: { ...ADDRESS, email_verified } })).toEqual(WITHOUT);
      expect(await left("OIDC", { idToken: ADDRESS, userInfo: { email_verified } })).toEqual(WITHOUT);
      const idToken = JSON.stringify({ ...ADDRESS, email_verified });
      expect(await left("OIDC", { idToken })).toEqual(WITHOUT);
    },
  );

  test.each([true, "true"])("one that it calls proven (%j) stays", async (email_verified) => {
    await bind({ authoritativeFor: ["acme.example"] });
    expect(await left("OIDC", { idToken: { ...ADDRESS, email_verified } })).toEqual(ADDRESS);
  });

  test("a provider that answers for no address is linked to nobody, and names its people as it likes", async () => {
    await bind();
    expect(await left("OIDC", { idToken: { ...ADDRESS, email_verified: false } })).toEqual(ADDRESS);
  });

  test("one that is bound no more, or that nobody knows, names no address", async () => {
    expect(await left("OIDC", { idToken: ADDRESS })).toEqual(WITHOUT);
    trigger = loadTrigger("inbound-federation", tables.endpoint);
    await bind({ status: "unbound", authoritativeFor: ["acme.example"] });
    expect(await left("OIDC", { idToken: ADDRESS })).toEqual(WITHOUT);
  });
});
