import {
  fetchAuthSession,
  fetchDevices,
  forgetDevice,
  rememberDevice,
  signIn,
  signOut,
} from "@aws-amplify/auth";
import { cognitoUserPoolsTokenProvider } from "@aws-amplify/auth/cognito";
import { Amplify } from "@aws-amplify/core";
import { createTotpSecret } from "../../../local/pool/mfa/totp";
import { findUser, updateUser } from "../../../local/pool/users/users";
import { ask, verdictOf } from "../../functions/api/visitor";
import { asArguments, packageService } from "../../infra/packaged-stages";
import { startTestEdition, type TestEdition } from "./start-test-edition";
import { join, PASSWORD, signUp } from "./visitor";

const DEVICES = { rememberDevices: "ask", deviceMfa: "on", panel: "off" };

let visited: TestEdition;
beforeAll(async () => {
  // Amplify names its device after the browser, which Node.js 20 has no word for.
  Object.defineProperty(globalThis, "navigator", { value: { userAgent: "a test" }, configurable: true });
  jest.spyOn(console, "warn").mockImplementation();
  visited = await startTestEdition({}, await packageService("--stage", "dev", ...asArguments(DEVICES)));
  const Auth = {
    Cognito: {
      userPoolId: visited.edition.stack.pool.id,
      userPoolClientId: visited.webClient,
      userPoolEndpoint: visited.edition.poolUrl,
      loginWith: { email: true },
    },
  };
  // The package aws-amplify connects its parts in this way.
  cognitoUserPoolsTokenProvider.setAuthConfig(Auth);
  Amplify.configure({ Auth }, { Auth: { tokenProvider: cognitoUserPoolsTokenProvider } });
});
afterAll(async () => {
  jest.restoreAllMocks();
  await visited.stop();
});
afterEach(() => signOut());

const userOf = (email: string) => {
  const user = findUser(visited.edition.pool, email);
  if (user === undefined) throw new Error(`${email} is no user`);
  return user;
};

/** From now on, somebody is asked for the code of an app. */
const setUpApp = (email: string) =>
  updateUser(visited.edition.pool, userOf(email).username, ({ mfa }) => ({
    mfa: { ...mfa, totpSecret: createTotpSecret(), enabled: ["SOFTWARE_TOKEN_MFA"] },
  }));

/** By SRP, as Amplify signs in unless it is told otherwise. */
const comeIn = async (username: string) =>
  (await signIn({ username, password: PASSWORD })).nextStep.signInStep;

test("Amplify remembers its device, comes in by it without the second factor, and forgets it", async () => {
  const email = "ada@acme.example";
  await join(visited, email);
  expect(await comeIn(email)).toBe("DONE");
  expect(await fetchDevices()).toEqual([]);
  await rememberDevice();
  const [device] = await fetchDevices();
  expect(device).toMatchObject({ id: userOf(email).devices?.[0]?.key, createDate: expect.any(Date) });
  setUpApp(email);
  await signOut();

  visited.newSources();
  expect(await comeIn(email)).toBe("DONE");
  expect(visited.newSources().at(-1)).toBe("TokenGeneration_AuthenticateDevice");
  const { tokens } = await fetchAuthSession({ forceRefresh: true });
  expect(visited.newSources()).toEqual(["TokenGeneration_RefreshTokens"]);
  expect(tokens?.accessToken.payload).toMatchObject({
    device_key: device?.id,
    "custom:tenant_id": "acme",
    "custom:role": "member",
  });
  await forgetDevice();
  expect(await fetchDevices()).toEqual([]);
  await signOut();
  expect(await comeIn(email)).toBe("CONFIRM_SIGN_IN_WITH_TOTP_CODE");
});

test("Amplify goes on without a device that has been forgotten elsewhere", async () => {
  const email = "cleo@acme.example";
  await join(visited, email);
  await comeIn(email);
  await rememberDevice();
  setUpApp(email);
  await signOut();
  updateUser(visited.edition.pool, userOf(email).username, () => ({ devices: [] }));
  expect(await comeIn(email)).toBe("CONFIRM_SIGN_IN_WITH_TOTP_CODE");
});

test("a remembered device brings in nobody who is suspended, and somebody who is restored", async () => {
  const email = "emmy@acme.example";
  const sub = await join(visited, email);
  await comeIn(email);
  await rememberDevice();
  await signOut();
  const setStatus = async (status: string) =>
    visited.tables.put("PeopleTable", {
      ...(await visited.tables.get("PeopleTable", { sub, item: "profile" })),
      status,
    });
  await setStatus("suspended");
  await expect(comeIn(email)).rejects.toThrow("Your access is suspended");
  await setStatus("active");
  expect(await comeIn(email)).toBe("DONE");
});

test("through the API people come in as ever, are told of no device, and cannot renew", async () => {
  const email = "kay@acme.example";
  await join(visited, email);
  const signedIn = await ask(visited, "POST /auth/sign-in", { body: { email, password: PASSWORD } });
  expect(Object.keys(signedIn.body ?? {}).sort()).toEqual([
    "accessToken",
    "expiresIn",
    "idToken",
    "refreshToken",
    "tokenType",
  ]);
  const { accessToken, refreshToken } = signedIn.body as { accessToken: string; refreshToken: string };
  expect(verdictOf(await ask(visited, "GET /profile", { token: accessToken }))).toBe("200");
  expect(verdictOf(await ask(visited, "POST /auth/refresh", { body: { refreshToken } }))).toBe(
    "401 not-signed-in",
  );
  expect(verdictOf(await ask(visited, "POST /auth/sign-out", { body: { refreshToken } }))).toBe("204");
});

test("the devices of a stranger are forgotten once the owner confirms through the API", async () => {
  const email = "grace@acme.example";
  await signUp(visited, email);
  const at = "2026-05-01T00:00:00Z";
  const strange = {
    groupKey: "-strange",
    srp: { salt: "01", verifier: "02" },
    name: undefined,
    isRemembered: true,
    createdAt: at,
    modifiedAt: at,
    authenticatedAt: at,
    address: "127.0.0.1",
  };
  // More than fit on a page of their list.
  updateUser(visited.edition.pool, userOf(email).username, () => ({
    devices: Array.from({ length: 61 }, (_, index) => ({ ...strange, key: `eu-central-1_${index}` })),
  }));
  const confirm = { email, code: visited.code(email), password: "Difference-Engine-1822" };
  expect(verdictOf(await ask(visited, "POST /auth/confirm", { body: confirm }))).toBe("204");
  expect(userOf(email).devices).toEqual([]);
});
