import {
  AdminDeleteUserCommand,
  ConfirmForgotPasswordCommand,
  ForgotPasswordCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { legacyBlaise } from "../../harness/people";
import { startTestEdition, type TestEdition } from "./start-test-edition";
import { claimsOf, PASSWORD, signIn } from "./visitor";

const LEGACY_PASSWORD = "correct horse battery staple";
const WRONG_PASSWORD = { name: "NotAuthorizedException", message: "Incorrect username or password." };

let visited: TestEdition;
beforeAll(async () => {
  visited = await startTestEdition();
});
afterAll(() => visited.stop());
beforeEach(() => visited.newSources());

/** A legacy user who has not moved over. */
async function legacyUser(name: string): Promise<string> {
  const email = `${name}@legacy.example`;
  await visited.tables.put("LegacyUsersTable", legacyBlaise({ login: email, legacyId: `legacy-${name}` }));
  return email;
}

async function subOf(email: string): Promise<string> {
  const { AuthenticationResult } = await signIn(visited, email, LEGACY_PASSWORD);
  return String((await claimsOf(visited, AuthenticationResult)).id.sub);
}

const deleteUser = (sub: string) =>
  visited.client.send(
    new AdminDeleteUserCommand({ UserPoolId: visited.edition.stack.pool.id, Username: sub }),
  );

test("a legacy user moves over at the first sign-in, with their tenant and role, and only then", async () => {
  const email = await legacyUser("blaise");
  const { AuthenticationResult } = await signIn(visited, email, LEGACY_PASSWORD);
  const { id, access } = await claimsOf(visited, AuthenticationResult);
  const belonging = { "custom:tenant_id": "acme", "custom:role": "member" };
  expect(id).toMatchObject({ email, email_verified: true, name: "Blaise Pascal", ...belonging });
  expect(access).toMatchObject({
    sub: id.sub,
    scope: "aws.cognito.signin.user.admin api/profile.read api/profile.write",
    ...belonging,
  });
  expect(visited.newSources()).toEqual([
    "UserMigration_Authentication",
    "PreSignUp_AdminCreateUser",
    "PreAuthentication_Authentication",
    "PostAuthentication_Authentication",
    "TokenGeneration_Authentication",
  ]);
  await signIn(visited, email, LEGACY_PASSWORD);
  expect(visited.newSources()).toEqual([
    "PreAuthentication_Authentication",
    "PostAuthentication_Authentication",
    "TokenGeneration_Authentication",
  ]);
});

test("a migrated person's profile names the legacy user, who is bound to them for good", async () => {
  const email = await legacyUser("daniel");
  const sub = await subOf(email);
  expect(await visited.tables.get("PeopleTable", { sub, item: "profile" })).toEqual({
    sub,
    item: "profile",
    status: "active",
    activeTenant: "acme",
    origin: "migration",
    createdAt: expect.any(String),
    email,
    emailVerified: true,
    joined: { tenantId: "acme", role: "member", since: expect.any(String) },
    provenAddresses: new Set([email]),
    addresses: new Set([email]),
    changedBy: { kind: "trigger", id: "pre-token-generation" },
    changedAt: expect.any(String),
    name: "Blaise Pascal",
    legacyId: "legacy-daniel",
  });
  expect(await visited.tables.get("MigrationsTable", { legacyId: "legacy-daniel" })).toEqual({
    legacyId: "legacy-daniel",
    sub,
    migratedAt: expect.any(String),
  });
});

test("deleting a migrated person does not bring the old password back to life", async () => {
  const email = await legacyUser("jakob");
  await deleteUser(await subOf(email));
  visited.newSources();
  await expect(signIn(visited, email, LEGACY_PASSWORD)).rejects.toMatchObject(WRONG_PASSWORD);
  expect(visited.newSources()).toEqual(["UserMigration_Authentication", "PreAuthentication_Authentication"]);
});

test("a legacy user whose address nobody has verified is told so once the password is proven, and nobody before", async () => {
  const email = "ada@acme.example";
  await visited.tables.put("LegacyUsersTable", {
    ...legacyBlaise({ login: email, legacyId: "legacy-ada", emailVerified: false }),
    tenantId: undefined,
    role: undefined,
  });
  const invocations = visited.edition.lambda.invocations.length;
  await expect(signIn(visited, email, "not my password")).rejects.toMatchObject(WRONG_PASSWORD);
  for (let time = 1; time <= 2; time += 1)
    await expect(signIn(visited, email, LEGACY_PASSWORD)).rejects.toMatchObject({
      name: "UserLambdaValidationException",
      message:
        "PreTokenGeneration failed with error Your e-mail address has not been confirmed yet. " +
        "Please ask your administrator to confirm it.",
    });
  await expect(signIn(visited, email, "not my password")).rejects.toMatchObject(WRONG_PASSWORD);
  const refusals = visited.edition.lambda.invocations
    .slice(invocations)
    .filter(({ functionName }) => functionName.endsWith("pre-token-generation"))
    .flatMap(({ log }) => log);
  expect(refusals).toEqual(
    expect.arrayContaining([expect.objectContaining({ outcome: "refused", reason: "unproven-address" })]),
  );
  expect(await visited.tables.get("MigrationsTable", { legacyId: "legacy-ada" })).toBeUndefined();
});

test("a wrong legacy password is answered like nobody's, and moves nobody", async () => {
  const email = await legacyUser("johann");
  await expect(signIn(visited, email, "not my password")).rejects.toMatchObject(WRONG_PASSWORD);
  await expect(signIn(visited, "nobody@legacy.example", "not my password")).rejects.toMatchObject(
    WRONG_PASSWORD,
  );
  expect(await visited.tables.get("MigrationsTable", { legacyId: "legacy-johann" })).toBeUndefined();
});

test("a legacy user who has forgotten the password moves over and chooses a new one with the code from the mail", async () => {
  const email = await legacyUser("leonhard");
  await visited.client.send(new ForgotPasswordCommand({ ClientId: visited.webClient, Username: email }));
  await expect(signIn(visited, email, LEGACY_PASSWORD)).rejects.toMatchObject({
    name: "PasswordResetRequiredException",
  });
  await visited.client.send(
    new ConfirmForgotPasswordCommand({
      ClientId: visited.webClient,
      Username: email,
      ConfirmationCode: visited.code(email),
      Password: PASSWORD,
    }),
  );
  const migration = await visited.tables.get("MigrationsTable", { legacyId: "legacy-leonhard" });
  const { AuthenticationResult } = await signIn(visited, email);
  expect((await claimsOf(visited, AuthenticationResult)).access).toMatchObject({
    sub: migration?.sub,
    "custom:tenant_id": "acme",
    "custom:role": "member",
  });
  expect(visited.newSources()).toEqual([
    "UserMigration_ForgotPassword",
    "PreSignUp_AdminCreateUser",
    "CustomMessage_ForgotPassword",
    "PreAuthentication_Authentication",
    "PostConfirmation_ConfirmForgotPassword",
    "PreAuthentication_Authentication",
    "PostAuthentication_Authentication",
    "TokenGeneration_Authentication",
  ]);
});

test("the record of a migration shows its event without the password", async () => {
  const email = await legacyUser("sophie");
  await signIn(visited, email, LEGACY_PASSWORD);
  const invocation = visited.edition.lambda.invocations.find(
    ({ event }) => (event as { userName: string }).userName === email,
  );
  expect(invocation?.event).toMatchObject({
    triggerSource: "UserMigration_Authentication",
    request: { password: "[masked]" },
  });
  expect(JSON.stringify(visited.edition.lambda.invocations)).not.toContain(LEGACY_PASSWORD);
});
