import {
  AdminListDevicesCommand,
  ConfirmDeviceCommand,
  GetTokensFromRefreshTokenCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { EMAIL, join, tokensOf } from "../../local/pool/ada";
import { settings, startPool, type TestPool, WEB } from "../../local/pool/test-pool";
import { type LocalStage, startLocalStage } from "../harness/local-stage";

const UserPoolId = settings().id;
const TOKENS =
  "Tokens that were issued before stay valid until they expire, after the stage's accessTokenMinutes at the latest.";

let stage: LocalStage;
let pool: TestPool;
let ada: string;
beforeEach(async () => {
  stage = await startLocalStage();
  pool = await startPool({
    settings: {
      name: "cognito-triggers-dev",
      deviceTracking: { onlyOnRequest: false, replacesSecondFactor: false },
    },
  });
  ada = await join(pool);
});
afterEach(() => Promise.all([stage.stop(), pool.stop()]));

const run = (...words: string[]) => stage.run("people:sign-out", ...words, "--pool-endpoint", pool.endpoint);
const renew = (RefreshToken: string) =>
  pool.client.send(new GetTokensFromRefreshTokenCommand({ ClientId: WEB, RefreshToken }));

/** A sign-in from a device that the pool remembers from then on. */
async function fromNewDevice() {
  const tokens = await tokensOf(pool);
  const { NewDeviceMetadata } = tokens as { NewDeviceMetadata?: { DeviceKey?: string } };
  await pool.client.send(
    new ConfirmDeviceCommand({
      AccessToken: tokens.AccessToken,
      DeviceKey: NewDeviceMetadata?.DeviceKey,
      DeviceSecretVerifierConfig: {
        PasswordVerifier: Buffer.alloc(384, 1).toString("base64"),
        Salt: Buffer.alloc(16, 1).toString("base64"),
      },
    }),
  );
  return tokens;
}

async function devices(): Promise<number> {
  const { Devices = [] } = await pool.client.send(new AdminListDevicesCommand({ UserPoolId, Username: ada }));
  return Devices.length;
}

test("ends every session, and forgets every device", async () => {
  stage.parameters = async () => ({ rememberDevices: "always", passwordless: "off" });
  const { RefreshToken } = await fromNewDevice();
  await fromNewDevice();
  expect(await devices()).toBe(2);
  expect(await run(EMAIL)).toEqual({
    code: 0,
    out: [`${ada} is signed out everywhere.`, TOKENS, "Their devices are forgotten."].join("\n"),
    err: "",
  });
  expect(await devices()).toBe(0);
  await expect(renew(RefreshToken)).rejects.toMatchObject({ name: "NotAuthorizedException" });
  // They may come in again at once.
  await expect(tokensOf(pool)).resolves.toHaveProperty("AccessToken");
});

test("says what an operator cannot take away, and asks for no devices where none are remembered", async () => {
  stage.parameters = async () => ({ rememberDevices: "off", passwordless: "passkey" });
  await fromNewDevice();
  expect((await run(ada)).out.split("\n").slice(2)).toEqual([
    "The stage remembers no devices.",
    "Passkeys stay: ask them to choose a new password and to delete every passkey that is not theirs.",
  ]);
  expect(await devices()).toBe(1);
});

test("names whom it does not know", async () => {
  expect(await run("nobody")).toEqual({
    code: 1,
    out: "",
    err: "The user pool has no user with the sub or address nobody.",
  });
});
