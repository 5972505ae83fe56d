import {
  CompleteWebAuthnRegistrationCommand,
  DeleteWebAuthnCredentialCommand,
  GetUserAuthFactorsCommand,
  GetUserPoolMfaConfigCommand,
  InitiateAuthCommand,
  type InitiateAuthCommandOutput,
  ListWebAuthnCredentialsCommand,
  RespondToAuthChallengeCommand,
  SetUserMFAPreferenceCommand,
  StartWebAuthnRegistrationCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import type { ClientSettings, PoolSettings } from "../../../../local/pool/settings";
import { updateUser } from "../../../../local/pool/users/users";
import { type Answered, Authenticator } from "../../../harness/authenticator";
import { EMAIL, join, PASSWORD, WRONG_PASSWORD } from "../ada";
import { settings, startPool, type TestPool, WEB, webClient } from "../test-pool";

let testPool: TestPool;
let sub: string;
let AccessToken: string;
let authenticator: Authenticator;

async function start(changes: Partial<PoolSettings> = {}, client: Partial<ClientSettings> = {}) {
  await testPool?.stop();
  testPool = await startPool({
    settings: { firstFactors: ["PASSWORD", "EMAIL_OTP", "WEB_AUTHN"], ...changes },
    clients: [
      webClient({ authFlows: ["ALLOW_USER_AUTH"], ...client }),
      webClient({ id: "2other", authFlows: ["ALLOW_USER_AUTH"] }),
    ],
  });
  sub = await join(testPool);
  AccessToken = await signIn();
  authenticator = new Authenticator();
}
beforeEach(() => start());
afterAll(() => testPool.stop());

const begin = (way: string, more: Record<string, string> = {}, ClientId = WEB) =>
  testPool.client.send(
    new InitiateAuthCommand({
      ClientId,
      AuthFlow: "USER_AUTH",
      AuthParameters: { USERNAME: EMAIL, PREFERRED_CHALLENGE: way, ...more },
    }),
  );
const signIn = async (ClientId = WEB) =>
  (await begin("PASSWORD", { PASSWORD }, ClientId)).AuthenticationResult?.AccessToken ?? "";
const startRegistration = async () =>
  (await testPool.client.send(new StartWebAuthnRegistrationCommand({ AccessToken })))
    .CredentialCreationOptions as unknown as { challenge: string } & Record<string, unknown>;
const complete = (Credential: object, token = AccessToken) =>
  testPool.client.send(
    new CompleteWebAuthnRegistrationCommand({ AccessToken: token, Credential: Credential as never }),
  );
const register = async () => complete(authenticator.make(await startRegistration()));
const optionsOf = ({ ChallengeParameters }: InitiateAuthCommandOutput) =>
  JSON.parse(ChallengeParameters?.CREDENTIAL_REQUEST_OPTIONS ?? "{}");
const answer = ({ Session }: InitiateAuthCommandOutput, CREDENTIAL: string) =>
  testPool.client.send(
    new RespondToAuthChallengeCommand({
      ClientId: WEB,
      ChallengeName: "WEB_AUTHN",
      Session,
      ChallengeResponses: { USERNAME: EMAIL, CREDENTIAL },
    }),
  );
const tokens = { AuthenticationResult: expect.objectContaining({ AccessToken: expect.any(String) }) };

test("a passkey is made, told, used and deleted", async () => {
  const options = await startRegistration();
  expect(options).toMatchObject({
    rp: { id: "localhost", name: "acme-people" },
    user: { name: EMAIL, id: Buffer.from(sub).toString("base64url") },
    authenticatorSelection: { residentKey: "required", userVerification: "preferred" },
  });
  await complete(authenticator.make(options));
  const { Credentials } = await testPool.client.send(new ListWebAuthnCredentialsCommand({ AccessToken }));
  const CredentialId = authenticator.id;
  expect(Credentials).toEqual([
    {
      CredentialId,
      FriendlyCredentialName: "Passkey",
      RelyingPartyId: "localhost",
      AuthenticatorAttachment: "platform",
      AuthenticatorTransports: ["internal"],
      CreatedAt: testPool.pool.now(),
    },
  ]);
  const factors = await testPool.client.send(new GetUserAuthFactorsCommand({ AccessToken }));
  expect(factors.ConfiguredUserAuthFactors).toEqual(["PASSWORD", "EMAIL_OTP", "WEB_AUTHN"]);

  const asked = await begin("WEB_AUTHN");
  expect(asked.ChallengeName).toBe("WEB_AUTHN");
  const credential = authenticator.use(optionsOf(asked));
  expect(await answer(asked, credential)).toMatchObject(tokens);
  await expect(answer(asked, credential)).rejects.toMatchObject({ name: "NotAuthorizedException" });

  const remove = new DeleteWebAuthnCredentialCommand({ AccessToken, CredentialId });
  await testPool.client.send(remove);
  await expect(testPool.client.send(remove)).rejects.toMatchObject({ name: "ResourceNotFoundException" });
  const again = await begin("WEB_AUTHN");
  await expect(answer(again, authenticator.use(optionsOf(again)))).rejects.toMatchObject(WRONG_PASSWORD);
});

test.each<[string, Answered]>([
  ["of a page of another domain", { origin: "https://evil.example" }],
  ["of a page whose name only begins like it", { origin: "http://localhost.evil.example" }],
  ["for another domain", { rpId: "evil.example" }],
])("an answer %s opens nothing", async (_, answered) => {
  await register();
  const asked = await begin("WEB_AUTHN");
  await expect(answer(asked, authenticator.use(optionsOf(asked), answered))).rejects.toMatchObject(
    WRONG_PASSWORD,
  );
});

test("an answer to another challenge, of a copied authenticator or of another one opens nothing", async () => {
  await register();
  const old = optionsOf(await begin("WEB_AUTHN"));
  await expect(answer(await begin("WEB_AUTHN"), authenticator.use(old))).rejects.toMatchObject(
    WRONG_PASSWORD,
  );
  const asked = await begin("WEB_AUTHN");
  await expect(answer(asked, new Authenticator().use(optionsOf(asked)))).rejects.toMatchObject(
    WRONG_PASSWORD,
  );
  // Its counter stands where it has been before.
  updateUser(testPool.pool, sub, ({ passkeys = [] }) => ({
    passkeys: passkeys.map((passkey) => ({ ...passkey, counter: 1_000 })),
  }));
  const copied = await begin("WEB_AUTHN");
  await expect(answer(copied, authenticator.use(optionsOf(copied)))).rejects.toMatchObject(WRONG_PASSWORD);
});

test.each<[string, Answered, string]>([
  ["a page of another domain", { origin: "https://evil.example" }, "WebAuthnOriginNotAllowedException"],
  ["a passkey for another domain", { rpId: "evil.example" }, "WebAuthnRelyingPartyMismatchException"],
])("%s registers nothing", async (_, answered, name) => {
  const credential = authenticator.make(await startRegistration(), answered);
  await expect(complete(credential)).rejects.toMatchObject({ name });
});

test("a registration counts once, in time, for who has begun it and through the same client", async () => {
  const options = await startRegistration();
  const credential = authenticator.make(options);
  await expect(complete(credential, await signIn("2other"))).rejects.toMatchObject({
    name: "WebAuthnClientMismatchException",
  });
  await complete(credential);
  await expect(complete(credential)).rejects.toMatchObject({ name: "WebAuthnChallengeNotFoundException" });
  await expect(register()).rejects.toMatchObject({ name: "InvalidParameterException" });
  await expect(complete({})).rejects.toMatchObject({ name: "InvalidParameterException" });
  const late = new Authenticator().make(await startRegistration());
  testPool.pass(181);
  await expect(complete(late)).rejects.toMatchObject({ name: "WebAuthnChallengeNotFoundException" });
});

test("a pool without passkeys makes none", async () => {
  await start({ firstFactors: ["PASSWORD"] });
  await expect(startRegistration()).rejects.toMatchObject({ name: "WebAuthnNotEnabledException" });
});

test("without an id, passkeys are for the domain of the sign-in pages", async () => {
  const passkeys = {
    relyingPartyId: undefined,
    userVerification: "preferred",
    isMultiFactor: false,
  } as const;
  await start({ passkeys });
  expect((await startRegistration()).rp).toMatchObject({
    id: "acme-login.auth.eu-central-1.amazoncognito.com",
  });
  await start({ passkeys, domain: undefined });
  await expect(startRegistration()).rejects.toMatchObject({ name: "WebAuthnConfigurationMissingException" });
});

test("only a client that hides nothing is told which passkeys somebody has", async () => {
  await register();
  expect(optionsOf(await begin("WEB_AUTHN")).allowCredentials).toEqual([]);
  const [client] = testPool.pool.clients.values().filter(({ id }) => id === WEB);
  if (client !== undefined) testPool.pool.clients.put(WEB, { ...client, hidesExistence: false });
  expect(optionsOf(await begin("WEB_AUTHN")).allowCredentials).toMatchObject([{ id: authenticator.id }]);
});

describe("beside a second factor", () => {
  const withApp = () =>
    updateUser(testPool.pool, sub, ({ mfa }) => ({
      mfa: { ...mfa, totpSecret: "JBSWY3DPEHPK3PXP", enabled: ["SOFTWARE_TOKEN_MFA"] },
    }));
  const prefer = (Enabled: boolean) =>
    testPool.client.send(new SetUserMFAPreferenceCommand({ AccessToken, WebAuthnMfaSettings: { Enabled } }));
  const use = async (answered: Answered = {}) => {
    const asked = await begin("WEB_AUTHN");
    return answer(asked, authenticator.use(optionsOf(asked), answered));
  };
  const MULTI = { relyingPartyId: "localhost", userVerification: "preferred", isMultiFactor: true } as const;

  test("a passkey alone opens nothing", async () => {
    await register();
    expect(await use()).toMatchObject(tokens);
    withApp();
    await expect(use()).rejects.toMatchObject(WRONG_PASSWORD);
    await expect(prefer(true)).rejects.toMatchObject({ name: "InvalidParameterException" });
  });

  test("one that asks who holds it counts as both where pool and person want it", async () => {
    await start({ passkeys: MULTI });
    await register();
    await expect(prefer(true)).rejects.toMatchObject({ message: expect.stringContaining("beside another") });
    withApp();
    await expect(use()).rejects.toMatchObject(WRONG_PASSWORD);
    await prefer(true);
    expect(await use()).toMatchObject(tokens);
    await expect(use({ isVerified: false })).rejects.toMatchObject(WRONG_PASSWORD);
    await prefer(false);
    await expect(use()).rejects.toMatchObject(WRONG_PASSWORD);
  });

  test("the pool tells how its passkeys are", async () => {
    await start({ passkeys: MULTI });
    const { WebAuthnConfiguration } = await testPool.client.send(
      new GetUserPoolMfaConfigCommand({ UserPoolId: settings().id }),
    );
    expect(WebAuthnConfiguration).toEqual({
      RelyingPartyId: "localhost",
      UserVerification: "preferred",
      FactorConfiguration: "MULTI_FACTOR_WITH_USER_VERIFICATION",
    });
  });
});
