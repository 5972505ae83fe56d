import {
  AdminDeleteUserCommand,
  AdminForgetDeviceCommand,
  AdminGetDeviceCommand,
  AdminListDevicesCommand,
  AdminSetUserMFAPreferenceCommand,
  AdminUpdateDeviceStatusCommand,
  AdminUserGlobalSignOutCommand,
  type AuthenticationResultType,
  ConfirmDeviceCommand,
  DescribeUserPoolCommand,
  ForgetDeviceCommand,
  GetDeviceCommand,
  GetTokensFromRefreshTokenCommand,
  GetUserCommand,
  InitiateAuthCommand,
  ListDevicesCommand,
  RespondToAuthChallengeCommand,
  UpdateDeviceStatusCommand,
  UpdateUserPoolCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { createTotpSecret, totpOf } from "../../../../local/pool/mfa/totp";
import type { DeviceTracking } from "../../../../local/pool/settings";
import { updateUser, userNamed } from "../../../../local/pool/users/users";
import { EMAIL, join, PASSWORD, refusal, signIn, WRONG_PASSWORD } from "../ada";
import { createDeviceSrpClient, createSrpClient, verifierOfDevice } from "../srp-client";
import { settings, startPool, type TestPool, WEB, webClient } from "../test-pool";

const GRACE = "grace@acme.example";
const NO_DEVICE = refusal("ResourceNotFoundException", "Device does not exist.");
const INVALID_TOKEN = refusal("NotAuthorizedException", "Invalid Refresh Token");
const INVALID_KEY = refusal("InvalidParameterException", "Invalid device key given.");
const NOBODYS = "eu-central-1_00000000-0000-4000-8000-000000000000";

const ASKED: DeviceTracking = { onlyOnRequest: true, replacesSecondFactor: true };
const ALWAYS: DeviceTracking = { onlyOnRequest: false, replacesSecondFactor: false };

interface Confirmed {
  readonly key: string;
  readonly groupKey: string;
  readonly secret: string;
  readonly tokens: AuthenticationResultType;
}

let testPool: TestPool;
let ada: string;
beforeEach(() => start(ASKED));
afterEach(() => testPool.stop());

async function start(deviceTracking: DeviceTracking | undefined, mfa: "OPTIONAL" | "ON" = "OPTIONAL") {
  testPool = await startPool({
    settings: { deviceTracking, mfa },
    clients: [webClient(), webClient({ id: "2rotating00000000000000000", rotation: { graceSeconds: 0 } })],
  });
  ada = await join(testPool);
  testPool.events.length = 0;
}

async function restart(...changes: Parameters<typeof start>): Promise<void> {
  await testPool.stop();
  await start(...changes);
}

/** Gives somebody an authenticator app, and asks for its code from now on. */
function setUpApp(username = ada): () => string {
  const totpSecret = createTotpSecret();
  updateUser(testPool.pool, username, ({ mfa }) => ({
    mfa: { ...mfa, totpSecret, enabled: ["SOFTWARE_TOKEN_MFA"] },
  }));
  return () => {
    testPool.pass(30);
    return totpOf(totpSecret, Math.floor(testPool.pool.now().getTime() / 30_000));
  };
}

const respond = (
  ChallengeName: "DEVICE_SRP_AUTH" | "DEVICE_PASSWORD_VERIFIER" | "PASSWORD_VERIFIER" | "SOFTWARE_TOKEN_MFA",
  ChallengeResponses: Record<string, string>,
  Session?: string,
) =>
  testPool.client.send(
    new RespondToAuthChallengeCommand({ ClientId: WEB, ChallengeName, ChallengeResponses, Session }),
  );

const signInFrom = (DEVICE_KEY: string, { email = EMAIL, password = PASSWORD } = {}) =>
  testPool.client.send(
    new InitiateAuthCommand({
      ClientId: WEB,
      AuthFlow: "USER_PASSWORD_AUTH",
      AuthParameters: { USERNAME: email, PASSWORD: password, DEVICE_KEY },
    }),
  );

async function confirm(tokens: AuthenticationResultType = {}): Promise<Confirmed> {
  const { DeviceKey: key = "", DeviceGroupKey: groupKey = "" } = tokens.NewDeviceMetadata ?? {};
  const device = { key, groupKey, secret: "the device's own", tokens };
  await testPool.client.send(
    new ConfirmDeviceCommand({
      AccessToken: tokens.AccessToken,
      DeviceKey: key,
      DeviceName: "a laptop",
      DeviceSecretVerifierConfig: verifierOfDevice(device),
    }),
  );
  return device;
}

/** A device that its owner has confirmed, and not asked to be remembered. */
async function confirmed(email = EMAIL): Promise<Confirmed> {
  const { AuthenticationResult } = await signIn(testPool, { email });
  return confirm(AuthenticationResult);
}

async function remembered(email = EMAIL): Promise<Confirmed> {
  const device = await confirmed(email);
  await setStatus(device, "remembered");
  return device;
}

const setStatus = ({ key, tokens }: Confirmed, DeviceRememberedStatus: "remembered" | "not_remembered") =>
  testPool.client.send(
    new UpdateDeviceStatusCommand({
      AccessToken: tokens.AccessToken,
      DeviceKey: key,
      DeviceRememberedStatus,
    }),
  );

const forget = ({ key, tokens }: Confirmed) =>
  testPool.client.send(new ForgetDeviceCommand({ AccessToken: tokens.AccessToken, DeviceKey: key }));

/** From the password to the claim of a device that has been asked for one. */
async function begin(device: Confirmed) {
  const asked = await signInFrom(device.key);
  expect(asked.ChallengeName).toBe("DEVICE_SRP_AUTH");
  const srp = createDeviceSrpClient(device, testPool.pool.now());
  const USERNAME = asked.ChallengeParameters?.USERNAME ?? "";
  const begun = await respond(
    "DEVICE_SRP_AUTH",
    { USERNAME, DEVICE_KEY: device.key, SRP_A: srp.SRP_A },
    asked.Session,
  );
  expect(begun.ChallengeName).toBe("DEVICE_PASSWORD_VERIFIER");
  return { asked, begun, claim: srp.prove(begun.ChallengeParameters) };
}

async function comeInBy(device: Confirmed) {
  const { claim } = await begin(device);
  return respond("DEVICE_PASSWORD_VERIFIER", claim);
}

const refresh = (REFRESH_TOKEN = "", DEVICE_KEY?: string) =>
  testPool.client.send(
    new InitiateAuthCommand({
      ClientId: WEB,
      AuthFlow: "REFRESH_TOKEN_AUTH",
      AuthParameters: { REFRESH_TOKEN, ...(DEVICE_KEY !== undefined && { DEVICE_KEY }) },
    }),
  );

const listed = async (AccessToken: string | undefined) =>
  (await testPool.client.send(new ListDevicesCommand({ AccessToken }))).Devices?.map(
    ({ DeviceKey }) => DeviceKey,
  );

const byAdmin = () => ({ UserPoolId: settings().id, Username: ada });

const claimsOf = (token = "") =>
  JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString("utf8"));

describe("a sign-in from a new device", () => {
  test("is told a key of its own, which its access token names", async () => {
    const { AuthenticationResult: one } = await signIn(testPool);
    const { AuthenticationResult: other } = await signIn(testPool);
    const { DeviceKey, DeviceGroupKey } = one?.NewDeviceMetadata ?? {};
    expect(DeviceKey).toMatch(/^eu-central-1_[0-9a-f-]{36}$/);
    expect(DeviceGroupKey).toMatch(/^-[\w-]{8}$/);
    expect(other?.NewDeviceMetadata?.DeviceKey).not.toBe(DeviceKey);
    expect(claimsOf(one?.AccessToken)).toMatchObject({ device_key: DeviceKey });
    expect(claimsOf(one?.IdToken)).not.toHaveProperty("device_key");
    expect(testPool.events[1]?.request).toMatchObject({ newDeviceUsed: true });
  });

  test("is told none in a pool that does not track devices, whatever key it names", async () => {
    await restart(undefined);
    const { AuthenticationResult } = await signInFrom(NOBODYS);
    expect(AuthenticationResult).not.toHaveProperty("NewDeviceMetadata");
    expect(claimsOf(AuthenticationResult?.AccessToken)).not.toHaveProperty("device_key");
    expect(testPool.events[1]?.request).toMatchObject({ newDeviceUsed: false });
    await expect(refresh(AuthenticationResult?.RefreshToken)).resolves.toBeDefined();
    const off = { name: "InvalidUserPoolConfigurationException" };
    await expect(listed(AuthenticationResult?.AccessToken)).rejects.toMatchObject(off);
    const DeviceKey = NOBODYS;
    await expect(
      testPool.client.send(
        new ConfirmDeviceCommand({ AccessToken: AuthenticationResult?.AccessToken, DeviceKey }),
      ),
    ).rejects.toMatchObject(off);
  });

  test("is renewed only once the device is confirmed, and only with its key", async () => {
    const { AuthenticationResult } = await signIn(testPool);
    const key = AuthenticationResult?.NewDeviceMetadata?.DeviceKey;
    await expect(refresh(AuthenticationResult?.RefreshToken, key)).rejects.toMatchObject(INVALID_TOKEN);
    const device = await confirm(AuthenticationResult);
    const other = await confirmed();
    const { RefreshToken } = device.tokens;
    await expect(refresh(RefreshToken)).rejects.toMatchObject(INVALID_TOKEN);
    await expect(refresh(RefreshToken, other.key)).rejects.toMatchObject(INVALID_TOKEN);
    const renewed = await refresh(RefreshToken, device.key);
    expect(claimsOf(renewed.AuthenticationResult?.AccessToken).device_key).toBe(device.key);
    expect(renewed.AuthenticationResult).not.toHaveProperty("NewDeviceMetadata");
  });

  test("is renewed by GetTokensFromRefreshToken in the same way, and with rotation as well", async () => {
    const clientId = "2rotating00000000000000000";
    const { AuthenticationResult } = await signIn(testPool, { clientId });
    const device = await confirm(AuthenticationResult);
    const renew = (RefreshToken: string | undefined, DeviceKey?: string) =>
      testPool.client.send(
        new GetTokensFromRefreshTokenCommand({ ClientId: clientId, RefreshToken, DeviceKey }),
      );
    await expect(renew(device.tokens.RefreshToken)).rejects.toMatchObject(INVALID_TOKEN);
    const { AuthenticationResult: next } = await renew(device.tokens.RefreshToken, device.key);
    await expect(renew(next?.RefreshToken)).rejects.toMatchObject(INVALID_TOKEN);
    await expect(renew(next?.RefreshToken, device.key)).resolves.toBeDefined();
  });

  test("is confirmed by itself alone, and once", async () => {
    const { AuthenticationResult: one } = await signIn(testPool);
    const { AuthenticationResult: other } = await signIn(testPool);
    const confirmBy = (AccessToken: string | undefined, DeviceKey: string | undefined) =>
      testPool.client.send(new ConfirmDeviceCommand({ AccessToken, DeviceKey }));
    const key = one?.NewDeviceMetadata?.DeviceKey;
    await expect(confirmBy(other?.AccessToken, key)).rejects.toMatchObject(INVALID_KEY);
    await expect(confirmBy(one?.AccessToken, NOBODYS)).rejects.toMatchObject(INVALID_KEY);
    await expect(confirmBy(one?.AccessToken, key)).resolves.toMatchObject({
      UserConfirmationNecessary: true,
    });
    await expect(confirmBy(one?.AccessToken, key)).rejects.toMatchObject({
      name: "DeviceKeyExistsException",
    });
  });

  test.each([
    ["zero", Buffer.alloc(384)],
    ["nothing", Buffer.alloc(0)],
    ["too long", Buffer.alloc(400, 1)],
  ])(
    "is not confirmed with a verifier that is %s, which would fit every secret or none",
    async (_, verifier) => {
      const { AuthenticationResult } = await signIn(testPool);
      const { DeviceKey } = AuthenticationResult?.NewDeviceMetadata ?? {};
      const DeviceSecretVerifierConfig = { PasswordVerifier: verifier.toString("base64"), Salt: "c2FsdA==" };
      await expect(
        testPool.client.send(
          new ConfirmDeviceCommand({
            AccessToken: AuthenticationResult?.AccessToken,
            DeviceKey,
            DeviceSecretVerifierConfig,
          }),
        ),
      ).rejects.toMatchObject({ name: "InvalidParameterException" });
    },
  );
});

describe("a remembered device", () => {
  test("stands for the second factor once it has proven which one it is", async () => {
    const device = await remembered();
    setUpApp();
    expect((await signIn(testPool)).ChallengeName).toBe("SOFTWARE_TOKEN_MFA");
    testPool.events.length = 0;
    const { AuthenticationResult } = await comeInBy(device);
    expect(AuthenticationResult).not.toHaveProperty("NewDeviceMetadata");
    expect(claimsOf(AuthenticationResult?.AccessToken).device_key).toBe(device.key);
    expect(testPool.sources()).toEqual([
      "PreAuthentication_Authentication",
      "PostAuthentication_Authentication",
      "TokenGeneration_AuthenticateDevice",
    ]);
    expect(testPool.events[1]?.request).toMatchObject({ newDeviceUsed: false });
    await expect(refresh(AuthenticationResult?.RefreshToken, device.key)).resolves.toBeDefined();
  });

  test("comes after the second factor where it does not stand for it", async () => {
    await restart({ onlyOnRequest: true, replacesSecondFactor: false });
    const device = await remembered();
    const code = setUpApp();
    const asked = await signInFrom(device.key);
    expect(asked.ChallengeName).toBe("SOFTWARE_TOKEN_MFA");
    const proven = await respond(
      "SOFTWARE_TOKEN_MFA",
      { USERNAME: EMAIL, SOFTWARE_TOKEN_MFA_CODE: code() },
      asked.Session,
    );
    // The key that came with the password counts for the whole sign-in.
    expect(proven.ChallengeName).toBe("DEVICE_SRP_AUTH");
    expect(proven.ChallengeParameters).toEqual({ USERNAME: ada, DEVICE_KEY: device.key });
  });

  test("proves itself after SRP of the password too", async () => {
    const device = await remembered();
    setUpApp();
    const srp = createSrpClient(settings().id, PASSWORD, testPool.pool.now());
    const begun = await testPool.client.send(
      new InitiateAuthCommand({
        ClientId: WEB,
        AuthFlow: "USER_SRP_AUTH",
        AuthParameters: { USERNAME: EMAIL, SRP_A: srp.SRP_A },
      }),
    );
    const answer = { ...srp.prove(begun.ChallengeParameters), DEVICE_KEY: device.key };
    const asked = await respond("PASSWORD_VERIFIER", answer);
    expect(asked.ChallengeName).toBe("DEVICE_SRP_AUTH");
  });

  test("does not spare anybody the set-up of a second factor that is required", async () => {
    const device = await remembered();
    testPool.pool.change({ mfa: "ON" });
    expect((await signInFrom(device.key)).ChallengeName).toBe("MFA_SETUP");
  });

  test("that has no verifier proves nothing", async () => {
    const { AuthenticationResult } = await signIn(testPool);
    const { AccessToken, NewDeviceMetadata } = AuthenticationResult ?? {};
    const DeviceKey = NewDeviceMetadata?.DeviceKey ?? "";
    await testPool.client.send(new ConfirmDeviceCommand({ AccessToken, DeviceKey }));
    await testPool.client.send(
      new UpdateDeviceStatusCommand({ AccessToken, DeviceKey, DeviceRememberedStatus: "remembered" }),
    );
    setUpApp();
    expect((await signInFrom(DeviceKey)).ChallengeName).toBe("SOFTWARE_TOKEN_MFA");
  });

  test("is remembered at once where the pool remembers always", async () => {
    await restart(ALWAYS);
    const { AuthenticationResult: tokens } = await signIn(testPool);
    const { AccessToken, NewDeviceMetadata } = tokens ?? {};
    const DeviceKey = NewDeviceMetadata?.DeviceKey;
    await expect(
      testPool.client.send(new ConfirmDeviceCommand({ AccessToken, DeviceKey })),
    ).resolves.toMatchObject({ UserConfirmationNecessary: false });
    expect(await listed(AccessToken)).toEqual([DeviceKey]);
  });

  test("is listed to its owner, a page at a time, and to administrators also if it is not remembered", async () => {
    const one = await remembered();
    testPool.pass(1);
    const two = await remembered();
    testPool.pass(1);
    const three = await confirmed();
    const { AccessToken } = one.tokens;
    expect(await listed(AccessToken)).toEqual([one.key, two.key]);
    const first = await testPool.client.send(new ListDevicesCommand({ AccessToken, Limit: 1 }));
    expect(first.Devices?.map(({ DeviceKey }) => DeviceKey)).toEqual([one.key]);
    const rest = await testPool.client.send(
      new ListDevicesCommand({ AccessToken, Limit: 1, PaginationToken: first.PaginationToken }),
    );
    expect(rest.Devices?.map(({ DeviceKey }) => DeviceKey)).toEqual([two.key]);
    expect(rest.PaginationToken).toBeUndefined();
    const all = await testPool.client.send(new AdminListDevicesCommand(byAdmin()));
    expect(all.Devices?.map(({ DeviceKey }) => DeviceKey)).toEqual([one.key, two.key, three.key]);
    const getDevice = (DeviceKey: string) =>
      testPool.client.send(new GetDeviceCommand({ AccessToken, DeviceKey }));
    const { Device } = await getDevice(one.key);
    expect(Device).toMatchObject({ DeviceKey: one.key, DeviceCreateDate: expect.any(Date) });
    expect(Device?.DeviceAttributes).toEqual([
      { Name: "device_status", Value: "valid" },
      { Name: "device_name", Value: "a laptop" },
      { Name: "last_ip_used", Value: "127.0.0.1" },
      { Name: "dev:device_remembered_status", Value: "remembered" },
    ]);
    await expect(getDevice(three.key)).rejects.toMatchObject(NO_DEVICE);
  });
});

describe("a device that is not remembered, or not any more", () => {
  test("spares nobody the second factor, and keeps its sign-ins", async () => {
    const device = await remembered();
    const code = setUpApp();
    await setStatus(device, "not_remembered");
    const asked = await signInFrom(device.key);
    expect(asked.ChallengeName).toBe("SOFTWARE_TOKEN_MFA");
    const { AuthenticationResult } = await respond(
      "SOFTWARE_TOKEN_MFA",
      { USERNAME: EMAIL, SOFTWARE_TOKEN_MFA_CODE: code() },
      asked.Session,
    );
    expect(AuthenticationResult).not.toHaveProperty("NewDeviceMetadata");
    await expect(refresh(AuthenticationResult?.RefreshToken, device.key)).resolves.toBeDefined();
  });

  test("that is forgotten does not exist, ends what it could renew, and leaves other devices alone", async () => {
    const device = await remembered();
    const other = await remembered();
    await forget(device);
    expect(await listed(device.tokens.AccessToken)).toEqual([other.key]);
    await expect(setStatus(device, "remembered")).rejects.toMatchObject(NO_DEVICE);
    await expect(forget(device)).rejects.toMatchObject(NO_DEVICE);
    await expect(refresh(device.tokens.RefreshToken, device.key)).rejects.toMatchObject(INVALID_TOKEN);
    await expect(refresh(device.tokens.RefreshToken)).rejects.toMatchObject(INVALID_TOKEN);
    await expect(refresh(other.tokens.RefreshToken, other.key)).resolves.toBeDefined();
    await expect(signInFrom(device.key)).rejects.toMatchObject(NO_DEVICE);
    const confirmAgain = new ConfirmDeviceCommand({
      AccessToken: device.tokens.AccessToken,
      DeviceKey: device.key,
    });
    await expect(testPool.client.send(confirmAgain)).rejects.toMatchObject(INVALID_KEY);
  });

  test("stays forgotten if the pool tracks no devices for a while", async () => {
    const device = await remembered();
    await forget(device);
    testPool.pool.change({ deviceTracking: undefined });
    await expect(refresh(device.tokens.RefreshToken)).rejects.toMatchObject(INVALID_TOKEN);
  });

  test("may be what an administrator makes of it", async () => {
    const device = await remembered();
    const DeviceKey = device.key;
    await testPool.client.send(
      new AdminUpdateDeviceStatusCommand({
        ...byAdmin(),
        DeviceKey,
        DeviceRememberedStatus: "not_remembered",
      }),
    );
    const { Device } = await testPool.client.send(new AdminGetDeviceCommand({ ...byAdmin(), DeviceKey }));
    expect(Device?.DeviceAttributes?.at(-1)?.Value).toBe("not_remembered");
    await testPool.client.send(new AdminForgetDeviceCommand({ ...byAdmin(), DeviceKey }));
    await expect(
      testPool.client.send(new AdminGetDeviceCommand({ ...byAdmin(), DeviceKey })),
    ).rejects.toMatchObject(NO_DEVICE);
    await expect(refresh(device.tokens.RefreshToken, DeviceKey)).rejects.toMatchObject(INVALID_TOKEN);
  });

  test("ends a sign-in that has come as far as the device", async () => {
    const device = await remembered();
    const { claim } = await begin(device);
    await setStatus(device, "not_remembered");
    await expect(respond("DEVICE_PASSWORD_VERIFIER", claim)).rejects.toMatchObject(NO_DEVICE);
    await setStatus(device, "remembered");
    const asked = await signInFrom(device.key);
    await forget(device);
    const { SRP_A } = createDeviceSrpClient(device, testPool.pool.now());
    await expect(
      respond("DEVICE_SRP_AUTH", { USERNAME: ada, DEVICE_KEY: device.key, SRP_A }, asked.Session),
    ).rejects.toMatchObject(NO_DEVICE);
  });

  test("is no end for a client that answers again without it", async () => {
    const device = await confirmed();
    await forget(device);
    const srp = createSrpClient(settings().id, PASSWORD, testPool.pool.now());
    const begun = await testPool.client.send(
      new InitiateAuthCommand({
        ClientId: WEB,
        AuthFlow: "USER_SRP_AUTH",
        AuthParameters: { USERNAME: EMAIL, SRP_A: srp.SRP_A },
      }),
    );
    const answer = srp.prove(begun.ChallengeParameters);
    await expect(respond("PASSWORD_VERIFIER", { ...answer, DEVICE_KEY: device.key })).rejects.toMatchObject(
      NO_DEVICE,
    );
    const { AuthenticationResult } = await respond("PASSWORD_VERIFIER", answer);
    expect(AuthenticationResult?.NewDeviceMetadata?.DeviceKey).not.toBe(device.key);
    await expect(respond("PASSWORD_VERIFIER", answer)).rejects.toMatchObject({
      name: "NotAuthorizedException",
    });
  });
});

describe("an attacker", () => {
  test("learns nothing of devices without the password", async () => {
    const device = await remembered();
    for (const key of [device.key, NOBODYS])
      for (const email of [EMAIL, "nobody@acme.example"])
        await expect(signInFrom(key, { email, password: "Wrong-Horse-7777" })).rejects.toMatchObject(
          WRONG_PASSWORD,
        );
  });

  test("gets nowhere with the device of somebody else, by whatever step, nor with a made-up one", async () => {
    const graces = await join(testPool, { email: GRACE });
    const device = await remembered(GRACE);
    const own = await remembered();
    setUpApp();
    await expect(signInFrom(device.key)).rejects.toMatchObject(NO_DEVICE);
    await expect(signInFrom(NOBODYS)).rejects.toMatchObject(NO_DEVICE);
    const asked = await signInFrom(own.key);
    const srp = createDeviceSrpClient(device, testPool.pool.now());
    const answer = { DEVICE_KEY: device.key, SRP_A: srp.SRP_A };
    await expect(
      respond("DEVICE_SRP_AUTH", { USERNAME: ada, ...answer }, asked.Session),
    ).rejects.toMatchObject(NO_DEVICE);
    const again = await signInFrom(own.key);
    await expect(
      respond("DEVICE_SRP_AUTH", { USERNAME: graces, ...answer }, again.Session),
    ).rejects.toMatchObject({ name: "NotAuthorizedException" });
    for (const DeviceKey of [device.key, NOBODYS]) {
      const { AccessToken } = own.tokens;
      const input = { AccessToken, DeviceKey };
      await expect(testPool.client.send(new GetDeviceCommand(input))).rejects.toMatchObject(NO_DEVICE);
      await expect(testPool.client.send(new ForgetDeviceCommand(input))).rejects.toMatchObject(NO_DEVICE);
      await expect(testPool.client.send(new UpdateDeviceStatusCommand(input))).rejects.toMatchObject(
        NO_DEVICE,
      );
      await expect(testPool.client.send(new ConfirmDeviceCommand(input))).rejects.toMatchObject(INVALID_KEY);
    }
    expect(await listed(device.tokens.AccessToken)).toEqual([device.key]);
  });

  test("gets nowhere with another device of the same person than the one that was asked", async () => {
    const device = await remembered();
    const other = await remembered();
    const asked = await signInFrom(device.key);
    const { SRP_A } = createDeviceSrpClient(other, testPool.pool.now());
    await expect(
      respond("DEVICE_SRP_AUTH", { USERNAME: ada, DEVICE_KEY: other.key, SRP_A }, asked.Session),
    ).rejects.toMatchObject(NO_DEVICE);
  });

  test("gets nowhere with the key of a device and another secret", async () => {
    const device = await remembered();
    setUpApp();
    const { claim, begun } = await begin({ ...device, secret: "guessed" });
    await expect(respond("DEVICE_PASSWORD_VERIFIER", claim)).rejects.toMatchObject(WRONG_PASSWORD);
    // Nor with the right one afterwards: the challenge is over.
    const right = createDeviceSrpClient(device, testPool.pool.now()).prove(begun.ChallengeParameters);
    await expect(respond("DEVICE_PASSWORD_VERIFIER", right)).rejects.toMatchObject({
      name: "NotAuthorizedException",
    });
  });

  test("gets nowhere with a claim that was made before", async () => {
    const device = await remembered();
    const { asked, claim } = await begin(device);
    await respond("DEVICE_PASSWORD_VERIFIER", claim);
    await expect(respond("DEVICE_PASSWORD_VERIFIER", claim)).rejects.toMatchObject({
      message: "Invalid session for the user.",
    });
    const answer = { USERNAME: ada, DEVICE_KEY: device.key, SRP_A: "ab".repeat(384) };
    await expect(respond("DEVICE_SRP_AUTH", answer, asked.Session)).rejects.toMatchObject({
      message: "Invalid session for the user.",
    });
    const { begun } = await begin(device);
    const { SECRET_BLOCK = "" } = begun.ChallengeParameters ?? {};
    await expect(
      respond("DEVICE_PASSWORD_VERIFIER", { ...claim, PASSWORD_CLAIM_SECRET_BLOCK: SECRET_BLOCK }),
    ).rejects.toMatchObject(WRONG_PASSWORD);
  });

  test.each(["00", "0"])("gets nowhere with the key %s, whose secret everybody knows", async (SRP_A) => {
    const device = await remembered();
    const asked = await signInFrom(device.key);
    await expect(
      respond("DEVICE_SRP_AUTH", { USERNAME: ada, DEVICE_KEY: device.key, SRP_A }, asked.Session),
    ).rejects.toMatchObject(refusal("InvalidParameterException", "Invalid SRP_A"));
  });

  test("gets nowhere with the challenge of a password in the place of a device's, or the other way round", async () => {
    const device = await remembered();
    const { claim } = await begin(device);
    await expect(respond("PASSWORD_VERIFIER", claim)).rejects.toMatchObject({
      message: "Invalid session for the user.",
    });
  });

  test("is stopped by a new password or a sign-out that comes before the device's proof", async () => {
    const device = await remembered();
    const { claim } = await begin(device);
    testPool.pass(1);
    await testPool.client.send(new AdminUserGlobalSignOutCommand(byAdmin()));
    await expect(respond("DEVICE_PASSWORD_VERIFIER", claim)).rejects.toMatchObject({
      message: "Invalid session for the user.",
    });
    // The device itself stays remembered: its owner signs in with it again.
    expect((await comeInBy(device)).AuthenticationResult?.AccessToken).toBeDefined();
  });

  test("finds no device of somebody who has been deleted with whoever comes by that name next", async () => {
    const device = await remembered();
    await testPool.client.send(new AdminDeleteUserCommand(byAdmin()));
    await join(testPool);
    await expect(signInFrom(device.key)).rejects.toMatchObject(NO_DEVICE);
    await expect(refresh(device.tokens.RefreshToken, device.key)).rejects.toMatchObject(INVALID_TOKEN);
  });
});

test("the pool is described with its devices, and changed like the rest of it", async () => {
  const UserPoolId = settings().id;
  const described = async () =>
    (await testPool.client.send(new DescribeUserPoolCommand({ UserPoolId }))).UserPool?.DeviceConfiguration;
  expect(await described()).toEqual({
    ChallengeRequiredOnNewDevice: true,
    DeviceOnlyRememberedOnUserPrompt: true,
  });
  const { LambdaConfig } =
    (await testPool.client.send(new DescribeUserPoolCommand({ UserPoolId }))).UserPool ?? {};
  const DeviceConfiguration = { ChallengeRequiredOnNewDevice: false };
  await testPool.client.send(new UpdateUserPoolCommand({ UserPoolId, DeviceConfiguration, LambdaConfig }));
  expect(await described()).toEqual({
    ChallengeRequiredOnNewDevice: false,
    DeviceOnlyRememberedOnUserPrompt: false,
  });
  await testPool.client.send(new UpdateUserPoolCommand({ UserPoolId, LambdaConfig }));
  expect(await described()).toBeUndefined();
});

test("the keys of a device are no secret of the pool, and its verifier never leaves it", async () => {
  const device = await remembered();
  const { srp } = userNamed(testPool.pool, ada)?.devices?.[0] ?? {};
  const answers = await Promise.all([
    testPool.client.send(new AdminListDevicesCommand(byAdmin())),
    testPool.client.send(new GetUserCommand({ AccessToken: device.tokens.AccessToken })),
  ]);
  expect(srp?.verifier).toMatch(/^[0-9a-f]{700,}$/);
  expect(JSON.stringify(answers)).not.toContain(srp?.verifier);
});

test("a device stays with its owner when their second factor is taken away", async () => {
  const device = await remembered();
  setUpApp();
  await testPool.client.send(
    new AdminSetUserMFAPreferenceCommand({
      ...byAdmin(),
      SoftwareTokenMfaSettings: { Enabled: false, PreferredMfa: false },
    }),
  );
  expect((await comeInBy(device)).AuthenticationResult?.AccessToken).toBeDefined();
});
