import { AuthenticationDetails, CognitoUser, CognitoUserPool } from "amazon-cognito-identity-js";
import { createTotpSecret } from "../../../../local/pool/mfa/totp";
import { updateUser } from "../../../../local/pool/users/users";
import { join, PASSWORD } from "../ada";
import { startPool, type TestPool, WEB } from "../test-pool";

let testPool: TestPool;
let ada: string;
beforeEach(async () => {
  testPool = await startPool({
    settings: { deviceTracking: { onlyOnRequest: true, replacesSecondFactor: true } },
  });
  // The client signs the time of its own clock.
  testPool.pass((Date.now() - testPool.pool.now().getTime()) / 1_000);
  ada = await join(testPool);
});
afterEach(() => testPool.stop());

/** The client that many apps have. It keeps its device in the storage of the process, as a browser does in its own. */
function clientOf(Username = ada) {
  const Pool = new CognitoUserPool({
    UserPoolId: testPool.pool.settings.id,
    ClientId: WEB,
    endpoint: testPool.endpoint,
  });
  const user = new CognitoUser({ Username, Pool });
  const called = <Result>(
    act: (callbacks: { onSuccess: (result: Result) => void; onFailure: (error: Error) => void }) => void,
  ) =>
    new Promise<Result>((onSuccess, onFailure) => {
      act({ onSuccess, onFailure });
    });
  return {
    signIn: () =>
      new Promise<string>((resolve, reject) => {
        user.authenticateUser(new AuthenticationDetails({ Username, Password: PASSWORD }), {
          onSuccess: (_, asksToRemember) =>
            resolve(asksToRemember === true ? "asks to remember" : "signed in"),
          onFailure: reject,
          totpRequired: () => resolve("second factor"),
        });
      }),
    signOut: () => user.signOut(),
    refresh: () =>
      new Promise<string>((resolve, reject) => {
        const token = user.getSignInUserSession()?.getRefreshToken();
        if (token === undefined) throw new Error("nobody is signed in");
        user.refreshSession(token, (error) => (error ? reject(error) : resolve("renewed")));
      }),
    remember: () => called<string>((callbacks) => user.setDeviceStatusRemembered(callbacks)),
    doNotRemember: () => called<string>((callbacks) => user.setDeviceStatusNotRemembered(callbacks)),
    forget: () => called<string>((callbacks) => user.forgetDevice(callbacks)),
    devices: async () =>
      (await called<{ Devices: unknown[] }>((callbacks) => user.listDevices(60, null as never, callbacks)))
        .Devices.length,
  };
}

const askForApp = () =>
  updateUser(testPool.pool, ada, ({ mfa }) => ({
    mfa: { ...mfa, totpSecret: createTotpSecret(), enabled: ["SOFTWARE_TOKEN_MFA"] },
  }));

test("amazon-cognito-identity-js confirms its device, remembers it, comes in by it and forgets it", async () => {
  const client = clientOf();
  expect(await client.signIn()).toBe("asks to remember");
  expect(await client.devices()).toBe(0);
  expect(await client.remember()).toBe("SUCCESS");
  expect(await client.devices()).toBe(1);
  expect(await client.refresh()).toBe("renewed");
  askForApp();
  client.signOut();

  const again = clientOf();
  testPool.events.length = 0;
  expect(await again.signIn()).toBe("signed in");
  expect(testPool.sources().at(-1)).toBe("TokenGeneration_AuthenticateDevice");
  expect(await again.refresh()).toBe("renewed");
  expect(await again.doNotRemember()).toBe("SUCCESS");
  again.signOut();
  expect(await clientOf().signIn()).toBe("second factor");
});

test("amazon-cognito-identity-js goes on without a device that has been forgotten elsewhere", async () => {
  const client = clientOf();
  await client.signIn();
  await client.remember();
  const [device] = testPool.pool.users.values().flatMap(({ devices = [] }) => devices);
  updateUser(testPool.pool, ada, () => ({ devices: [] }));
  client.signOut();
  expect(await clientOf().signIn()).toBe("asks to remember");
  const [next] = testPool.pool.users.values().flatMap(({ devices = [] }) => devices);
  expect(next?.key).not.toBe(device?.key);
});

test("amazon-cognito-identity-js forgets its own device", async () => {
  const client = clientOf();
  await client.signIn();
  await client.remember();
  expect(await client.forget()).toBe("SUCCESS");
  askForApp();
  client.signOut();
  expect(await clientOf().signIn()).toBe("second factor");
});
