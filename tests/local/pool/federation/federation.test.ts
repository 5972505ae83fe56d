import {
  AdminDisableProviderForUserCommand,
  AdminGetUserCommand,
  AdminLinkProviderForUserCommand,
  GetTokensFromRefreshTokenCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import type { TriggerName } from "../../../../local/pool/triggers/run-trigger";
import { updateUser } from "../../../../local/pool/users/users";
import { EMAIL, join, refusal, signIn, signUp, WRONG_PASSWORD } from "../ada";
import { type Handler, settings, startPool, type TestPool, WEB, webClient } from "../test-pool";

const UserPoolId = settings().id;
const SUBJECT = "ada@sso.example";
const FEDERATED = `AcmeSaml_${SUBJECT}`;
const UNSAID = { details: {}, identifiers: [] };
const SAML = {
  ...UNSAID,
  name: "AcmeSaml",
  type: "SAML",
  attributeMapping: { email: "mail", name: "displayName" },
};
const GOOGLE = {
  ...UNSAID,
  name: "Google",
  type: "Google",
  attributeMapping: { email: "email", username: "sub" },
};
const CLIENT = webClient({
  oauthFlows: ["code"],
  oauthScopes: ["openid", "email", "profile"],
  identityProviders: ["COGNITO", "AcmeSaml", "Google"],
});

let testPool: TestPool;
const start = async (
  handlers: Partial<Record<TriggerName, Handler>> = {},
  client: Partial<typeof CLIENT> = {},
) => {
  await testPool?.stop();
  testPool = await startPool({
    settings: { identityProviders: [SAML, GOOGLE] },
    clients: [{ ...CLIENT, ...client }],
    handlers,
  });
};
beforeEach(() => start());
afterAll(() => testPool.stop());

async function federate(changes: object = {}) {
  const response = await fetch(`${testPool.endpoint}/local/federated-sign-in`, {
    method: "POST",
    body: JSON.stringify({
      clientId: WEB,
      provider: "AcmeSaml",
      subject: SUBJECT,
      attributes: { mail: EMAIL, displayName: "Ada Lovelace", groups: "not mapped" },
      ...changes,
    }),
  });
  const body = (await response.json()) as Record<string, unknown>;
  if (!response.ok) throw Object.assign(new Error(String(body.message)), { name: body.__type });
  return body.AuthenticationResult as Record<"AccessToken" | "IdToken" | "RefreshToken", string>;
}
const claimsOf = (token = "") => JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString());

const person = (ProviderAttributeValue: string, ProviderName = "AcmeSaml") => ({
  ProviderName,
  ProviderAttributeName: "Cognito_Subject",
  ProviderAttributeValue,
});
const link = (destination: string, source = person(SUBJECT), provider = "Cognito") =>
  testPool.client.send(
    new AdminLinkProviderForUserCommand({
      UserPoolId,
      DestinationUser: person(destination, provider),
      SourceUser: source,
    }),
  );
const unlink = (User = person(SUBJECT)) =>
  testPool.client.send(new AdminDisableProviderForUserCommand({ UserPoolId, User }));
const profileOf = async (Username: string) => {
  const { UserAttributes = [], ...user } = await testPool.client.send(
    new AdminGetUserCommand({ UserPoolId, Username }),
  );
  return { ...user, attributes: Object.fromEntries(UserAttributes.map(({ Name, Value }) => [Name, Value])) };
};
const identity = (primary: boolean, changes: object = {}) => ({
  userId: SUBJECT,
  providerName: "AcmeSaml",
  providerType: "SAML",
  issuer: null,
  primary,
  dateCreated: Date.parse("2026-05-01T12:00:00Z"),
  ...changes,
});

test("the first sign-in makes an account, and runs what a sign-up runs", async () => {
  await federate();
  const [user] = testPool.pool.users.values();
  const attributes = { email_verified: "false", email: EMAIL, name: "Ada Lovelace" };
  const made = {
    ...attributes,
    sub: user?.attributes.sub,
    identities: JSON.stringify([identity(true)]),
    "cognito:user_status": "EXTERNAL_PROVIDER",
  };
  expect(user).toMatchObject({ username: FEDERATED, status: "EXTERNAL_PROVIDER", enabled: true });
  expect(user?.attributes.sub).toMatch(/^[0-9a-f-]{36}$/);
  expect(
    testPool.events.map(({ triggerSource, userName, request }) => [triggerSource, userName, request]),
  ).toEqual([
    [
      "PreSignUp_ExternalProvider",
      FEDERATED,
      {
        userAttributes: { ...attributes, "cognito:email_alias": "", "cognito:phone_number_alias": "" },
        validationData: {},
      },
    ],
    ["PostConfirmation_ConfirmSignUp", FEDERATED, { userAttributes: made }],
    [
      "TokenGeneration_HostedAuth",
      FEDERATED,
      {
        userAttributes: made,
        groupConfiguration: { groupsToOverride: [], iamRolesToOverride: [], preferredRole: null },
        scopes: ["openid", "email", "profile"],
      },
    ],
  ]);
});

test("later sign-ins run both authentication triggers, and take over what the provider says now", async () => {
  await federate();
  testPool.events.length = 0;
  await federate({ attributes: { mail: "ada@new.example" } });
  expect(testPool.sources()).toEqual([
    "PreAuthentication_Authentication",
    "PostAuthentication_Authentication",
    "TokenGeneration_HostedAuth",
  ]);
  expect(testPool.pool.users.values()).toHaveLength(1);
  expect((await profileOf(FEDERATED)).attributes).toMatchObject({
    email: "ada@new.example",
    email_verified: "false",
    name: "Ada Lovelace",
  });
});

test("the tokens tell who came from where, and can be renewed", async () => {
  const { IdToken, AccessToken, RefreshToken } = await federate();
  const dateCreated = String(Date.parse("2026-05-01T12:00:00Z"));
  expect(claimsOf(IdToken)).toMatchObject({
    "cognito:username": FEDERATED,
    email: EMAIL,
    email_verified: false,
    identities: [{ ...identity(true), primary: "true", dateCreated }],
  });
  expect(claimsOf(AccessToken)).toMatchObject({ username: FEDERATED, scope: "openid email profile" });
  await testPool.client.send(new GetTokensFromRefreshTokenCommand({ ClientId: WEB, RefreshToken }));
  await start({}, { oauthScopes: ["email"] });
  expect(await federate()).not.toHaveProperty("IdToken");
});

test("what a provider says of an address takes nobody's sign-in name", async () => {
  await federate();
  const sub = await join(testPool);
  await signIn(testPool);
  expect(testPool.events.at(-1)?.userName).toBe(sub);
});

test("nobody signs in through the API with an account of a provider", async () => {
  await federate();
  await expect(signIn(testPool, { email: FEDERATED })).rejects.toMatchObject(WRONG_PASSWORD);
});

test("providers are those of the pool, and of the client", async () => {
  await expect(federate({ provider: "Facebook" })).rejects.toMatchObject({ name: "NotAuthorizedException" });
  await start({}, { identityProviders: ["COGNITO", "Unknown"] });
  await expect(federate()).rejects.toMatchObject({ name: "NotAuthorizedException" });
  await expect(federate({ provider: "Unknown" })).rejects.toMatchObject(
    refusal("InvalidParameterException", `The provider Unknown does not exist for User Pool ${UserPoolId}.`),
  );
  await start({}, { oauthFlows: [] });
  await expect(federate()).rejects.toMatchObject({ name: "UnauthorizedClientException" });
  expect(testPool.sources()).toEqual([]);
});

test("what the pool requires has to come from the provider, and what is mapped has to be writable", async () => {
  await expect(federate({ attributes: {} })).rejects.toMatchObject(
    refusal("InvalidParameterException", "attributes required: [email]"),
  );
  await start({}, { writeAttributes: ["email"] });
  await expect(federate()).rejects.toMatchObject({ name: "NotAuthorizedException" });
});

test("a linked identity signs in as the account, with its name and sub", async () => {
  const sub = await join(testPool);
  expect(await link(sub)).toMatchObject({ $metadata: { httpStatusCode: 200 } });
  expect(JSON.parse((await profileOf(sub)).attributes.identities ?? "")).toEqual([identity(false)]);
  testPool.events.length = 0;
  const { IdToken } = await federate();
  expect(claimsOf(IdToken)).toMatchObject({ sub, "cognito:username": sub, email_verified: true });
  expect(testPool.events.map(({ triggerSource, userName }) => [triggerSource, userName])).toEqual([
    ["PreAuthentication_Authentication", sub],
    ["PostAuthentication_Authentication", sub],
    ["TokenGeneration_HostedAuth", sub],
  ]);
  expect(await profileOf(sub)).toMatchObject({
    UserStatus: "CONFIRMED",
    attributes: { name: "Ada Lovelace" },
  });
  await signIn(testPool);
});

test("a provider gives no account the address of another", async () => {
  await link(await join(testPool));
  await join(testPool, { email: "grace@acme.example" });
  await expect(federate({ attributes: { mail: "grace@acme.example" } })).rejects.toMatchObject({
    name: "AliasExistsException",
  });
});

test("linking within pre sign-up is too late for the first sign-in, and the next one succeeds", async () => {
  await start({
    async PreSignUp(event) {
      if (event.triggerSource === "PreSignUp_ExternalProvider") await link(EMAIL);
      return event;
    },
  });
  const sub = await join(testPool);
  await expect(federate()).rejects.toMatchObject({
    message: `Already found an entry for username ${FEDERATED}`,
  });
  expect(claimsOf((await federate()).IdToken)).toMatchObject({ sub });
});

test("what cannot be linked is refused", async () => {
  const sub = await join(testPool);
  await expect(link(sub, person("grace@acme.example", "Cognito"))).rejects.toMatchObject(
    refusal(
      "InvalidParameterException",
      "Invalid SourceUser: Cognito users with a username/password may not be passed in as a SourceUser, only as a DestinationUser",
    ),
  );
  await expect(link(sub, person(SUBJECT, "Unknown"))).rejects.toMatchObject({
    message: `The provider Unknown does not exist for User Pool ${UserPoolId}.`,
  });
  await expect(link(sub, { ...person(SUBJECT), ProviderAttributeName: "email" })).rejects.toMatchObject({
    name: "NotSimulatedException",
  });
  await expect(link("nobody@acme.example")).rejects.toMatchObject({ name: "UserNotFoundException" });
  await link(sub);
  await expect(link(sub)).rejects.toMatchObject({
    message: "SourceUser is already linked to DestinationUser",
  });
  await federate({ subject: "new" });
  await expect(link(sub, person("new"))).rejects.toMatchObject(
    refusal(
      "InvalidParameterException",
      "Merging is not currently supported, provide a SourceUser that has not been signed up in order to link",
    ),
  );
  for (const subject of ["2", "3", "4", "5"]) await link(sub, person(subject, "Google"));
  await expect(link(sub, person("6", "Google"))).rejects.toMatchObject({ name: "LimitExceededException" });
});

test("an account with an attribute that never changes is not linked to", async () => {
  const sub = await join(testPool);
  updateUser(testPool.pool, sub, ({ attributes }) => ({
    attributes: { ...attributes, "custom:role": "admin" },
  }));
  await expect(link(sub)).rejects.toMatchObject({ name: "InvalidParameterException" });
});

test("an identity can be linked to an account of another provider", async () => {
  await federate();
  await link(SUBJECT, person("17", "Google"), "AcmeSaml");
  const { IdToken } = await federate({ provider: "Google", subject: "17", attributes: { email: EMAIL } });
  expect(claimsOf(IdToken)).toMatchObject({ "cognito:username": FEDERATED });
});

test("whose link is gone is somebody new", async () => {
  const sub = await join(testPool);
  await link(sub);
  await unlink();
  expect((await profileOf(sub)).attributes).not.toHaveProperty("identities");
  await expect(unlink()).rejects.toMatchObject({ name: "UserNotFoundException" });
  expect(claimsOf((await federate()).IdToken)["cognito:username"]).toBe(FEDERATED);
});

test("an account that is closed for the pool's own sign-in keeps its links", async () => {
  const sub = await join(testPool);
  await link(sub);
  await unlink(person(sub, "Cognito"));
  await expect(signIn(testPool)).rejects.toMatchObject(WRONG_PASSWORD);
  await federate();
});

test("a disabled person is refused before any trigger", async () => {
  await federate();
  updateUser(testPool.pool, FEDERATED, () => ({ enabled: false }));
  testPool.events.length = 0;
  await expect(federate()).rejects.toMatchObject(refusal("NotAuthorizedException", "User is disabled."));
  expect(testPool.sources()).toEqual([]);
  expect(await signUp(testPool)).toMatch(/^[0-9a-f-]{36}$/);
});
