import { GetTokensFromRefreshTokenCommand } from "@aws-sdk/client-cognito-identity-provider";
import { membership } from "../../harness/people";
import { asArguments, packageService } from "../../infra/packaged-stages";
import { startTestEdition, type TestEdition } from "./start-test-edition";
import { claimsOf, join, refresh, signIn } from "./visitor";

const CLAIMS = "http://schemas.xmlsoap.org/ws/2005/05/identity/claims";
const PARAMETERS = {
  domainPrefix: "example-login",
  identityProviders: [
    {
      name: "GlobexSaml",
      type: "SAML",
      metadataUrl: "https://sso.globex.example/metadata",
      tenant: "globex",
    },
    { name: "OpenSaml", type: "SAML", metadataUrl: "https://sso.open.example/metadata" },
    {
      name: "AcmeSaml",
      type: "SAML",
      metadataUrl: "https://sso.acme.example/metadata",
      tenant: "acme",
      authoritativeFor: ["acme.example"],
    },
  ],
  providerClaims: "mapped",
  accountLinking: "on",
};

let visited: TestEdition;
beforeAll(async () => {
  const product = await packageService("--stage", "dev", ...asArguments(PARAMETERS));
  visited = await startTestEdition({}, product);
});
afterAll(() => visited?.stop());
beforeEach(() => visited.newSources());

interface Answer {
  readonly AuthenticationResult?: Parameters<typeof claimsOf>[1];
  readonly message?: string;
}

/** Somebody comes back from the pages of a provider. */
async function federate(provider: string, email: string, said: object = {}): Promise<Answer> {
  const response = await fetch(`${visited.edition.poolUrl}/local/federated-sign-in`, {
    method: "POST",
    body: JSON.stringify({
      clientId: visited.webClient,
      provider,
      subject: email,
      attributes: { [`${CLAIMS}/emailaddress`]: email, [`${CLAIMS}/name`]: "Ada Lovelace", ...said },
    }),
  });
  return (await response.json()) as Answer;
}

test("whoever comes through a tenant's provider belongs to that tenant from the first sign-in, whatever their address", async () => {
  const email = "ada@acme.example";
  const { AuthenticationResult } = await federate("GlobexSaml", email);
  const { id, access } = await claimsOf(visited, AuthenticationResult);
  const belonging = {
    "custom:tenant_id": "globex",
    "custom:role": "viewer",
  };
  expect(id).toMatchObject({ ...belonging, email, "cognito:username": `GlobexSaml_${email}` });
  expect(access).toMatchObject({ ...belonging, sub: id.sub, username: `GlobexSaml_${email}` });
  expect(String(access.scope).split(" ")).toEqual(expect.arrayContaining(["openid", "api/profile.read"]));
  expect(access.scope).not.toContain("api/members");
  expect(visited.newSources()).toEqual([
    "InboundFederation_ExternalProvider",
    "PreSignUp_ExternalProvider",
    "PostConfirmation_ConfirmSignUp",
    "TokenGeneration_HostedAuth",
  ]);
  expect(await visited.tables.get("PeopleTable", { sub: id.sub, item: "profile" })).toMatchObject({
    status: "active",
    activeTenant: "globex",
    email,
    name: "Ada Lovelace",
  });

  const again = await federate("GlobexSaml", email);
  const refreshed = await refresh(visited, again.AuthenticationResult?.RefreshToken);
  expect((await claimsOf(visited, refreshed.AuthenticationResult)).access).toMatchObject({
    ...belonging,
    sub: id.sub,
  });
  expect(visited.newSources()).toEqual([
    "InboundFederation_ExternalProvider",
    "PreAuthentication_Authentication",
    "PostAuthentication_Authentication",
    "TokenGeneration_HostedAuth",
    "TokenGeneration_RefreshTokens",
  ]);
});

test("a provider without a tenant proves no address, and who comes through it belongs nowhere", async () => {
  const { AuthenticationResult, message } = await federate("OpenSaml", "grace@acme.example");
  expect(AuthenticationResult).toBeUndefined();
  expect(message).toMatch(/^PreSignUp failed with error /);
  expect(visited.newSources()).toEqual(["InboundFederation_ExternalProvider", "PreSignUp_ExternalProvider"]);
  expect(visited.edition.pool.users.get("opensaml_grace@acme.example")).toBeUndefined();
});

test("whoever has proven the address joins themselves: the first attempt fails with words, and the second is theirs", async () => {
  const email = "grace@acme.example";
  const sub = await join(visited, email);
  visited.newSources();
  expect((await federate("AcmeSaml", email)).message).toBe(
    "PreSignUp failed with error This sign-in belongs to your account now. Please sign in in the same way once more.",
  );
  const { id } = await claimsOf(visited, (await federate("AcmeSaml", email)).AuthenticationResult);
  expect(id).toMatchObject({ sub, "cognito:username": sub, email, email_verified: true });
  expect(id["custom:tenant_id"]).toBe("acme");
  expect(visited.newSources()).toEqual([
    "InboundFederation_ExternalProvider",
    "PreSignUp_ExternalProvider",
    "InboundFederation_ExternalProvider",
    "PreAuthentication_Authentication",
    "PostAuthentication_Authentication",
    "TokenGeneration_HostedAuth",
  ]);
  const profile = await visited.tables.get("PeopleTable", { sub, item: "profile" });
  expect(profile?.accounts).toEqual(new Set([`acmesaml_${email}`]));
  await expect(signIn(visited, email)).resolves.toHaveProperty("AuthenticationResult");
});

test("a tenant's provider opens no place that a linked person gets later, and gives them no address of others", async () => {
  const email = "emmy@acme.example";
  const sub = await join(visited, email);
  expect((await federate("AcmeSaml", email)).message).toMatch(/^PreSignUp failed/);
  await visited.tables.put("PeopleTable", membership("platform", sub, "admin"));
  const said = { [`${CLAIMS}/emailaddress`]: "ceo@globex.example" };
  const { AuthenticationResult } = await federate("AcmeSaml", email, said);
  expect((await claimsOf(visited, AuthenticationResult)).id).toMatchObject({
    sub,
    email,
    email_verified: true,
    "custom:tenant_id": "acme",
  });
  const asOperator = new GetTokensFromRefreshTokenCommand({
    ClientId: visited.webClient,
    RefreshToken: AuthenticationResult?.RefreshToken,
    ClientMetadata: { tenant: "platform" },
  });
  await expect(visited.client.send(asOperator)).rejects.toThrow(/Your access to this organisation has ended/);
});

test("an address that the provider itself calls unproven makes nobody the same person", async () => {
  const email = "hedy@acme.example";
  const sub = await join(visited, email);
  for (const _ of [1, 2])
    expect(
      (await federate("AcmeSaml", email, { email_verified: "false" })).AuthenticationResult,
    ).toBeUndefined();
  const user = visited.edition.pool.users.values().find(({ attributes }) => attributes.sub === sub);
  expect(user?.attributes).not.toHaveProperty("identities");
});
