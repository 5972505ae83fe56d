import { createHmac } from "node:crypto";
import {
  AddUserPoolClientSecretCommand,
  CreateUserPoolClientCommand,
  DeleteUserPoolClientSecretCommand,
  InitiateAuthCommand,
  ListUserPoolClientSecretsCommand,
  RevokeTokenCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { EMAIL, join, PASSWORD } from "../ada";
import { settings, startPool, type TestPool, WEB } from "../test-pool";

const UserPoolId = settings().id;
const CHOSEN = "a_secret_that_the_team_has_chosen_itself";

let testPool: TestPool;
let ClientId: string;
let first: string;
beforeEach(async () => {
  testPool = await startPool();
  await join(testPool);
  const { UserPoolClient } = await testPool.client.send(
    new CreateUserPoolClientCommand({
      UserPoolId,
      ClientName: "server",
      GenerateSecret: true,
      ExplicitAuthFlows: ["ALLOW_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"],
    }),
  );
  ClientId = UserPoolClient?.ClientId ?? "";
  first = UserPoolClient?.ClientSecret ?? "";
});
afterEach(() => testPool.stop());

const add = async (ClientSecret?: string, clientId = ClientId) =>
  (
    await testPool.client.send(
      new AddUserPoolClientSecretCommand({ UserPoolId, ClientId: clientId, ClientSecret }),
    )
  ).ClientSecretDescriptor;
const list = async () =>
  (await testPool.client.send(new ListUserPoolClientSecretsCommand({ UserPoolId, ClientId })))
    .ClientSecrets ?? [];
const remove = (ClientSecretId: string | undefined) =>
  testPool.client.send(new DeleteUserPoolClientSecretCommand({ UserPoolId, ClientId, ClientSecretId }));
const signIn = (secret: string) =>
  testPool.client.send(
    new InitiateAuthCommand({
      ClientId,
      AuthFlow: "USER_PASSWORD_AUTH",
      AuthParameters: {
        USERNAME: EMAIL,
        PASSWORD,
        SECRET_HASH: createHmac("sha256", secret)
          .update(EMAIL + ClientId)
          .digest("base64"),
      },
    }),
  );
/** Revoking and asking for tokens show the secret itself. */
const accepts = async (secret: string) => {
  const revoke = new RevokeTokenCommand({ ClientId, ClientSecret: secret, Token: "unknown" });
  const isTakenByApi = await testPool.client.send(revoke).then(
    () => true,
    () => false,
  );
  const response = await fetch(`${testPool.endpoint}/oauth2/revoke`, {
    method: "POST",
    headers: { authorization: `Basic ${Buffer.from(`${ClientId}:${secret}`).toString("base64")}` },
    body: new URLSearchParams({ token: "unknown" }),
  });
  const isTakenByHash = await signIn(secret).then(
    () => true,
    () => false,
  );
  return [isTakenByApi, response.status === 200, isTakenByHash];
};

test("both of two secrets are taken wherever one is, and a deleted one no more", async () => {
  const descriptor = await add();
  const second = descriptor?.ClientSecretValue ?? "";
  expect(second).toMatch(/^[0-9a-z]{51}$/);
  expect(await accepts(first)).toEqual([true, true, true]);
  expect(await accepts(second)).toEqual([true, true, true]);
  expect(await accepts("neither-of-the-two-secrets")).toEqual([false, false, false]);
  const older = (await list()).find(({ ClientSecretId }) => ClientSecretId !== descriptor?.ClientSecretId);
  await remove(older?.ClientSecretId);
  expect(await accepts(first)).toEqual([false, false, false]);
  expect(await accepts(second)).toEqual([true, true, true]);
});

test("a list tells no values, and a chosen one is not told again", async () => {
  const descriptor = await add(CHOSEN);
  expect(descriptor).toEqual({
    ClientSecretId: expect.stringMatching(new RegExp(`^${ClientId}--\\d+$`)),
    ClientSecretCreateDate: new Date("2026-05-01T12:00:00Z"),
  });
  expect(await accepts(CHOSEN)).toEqual([true, true, true]);
  const secrets = await list();
  expect(secrets).toHaveLength(2);
  expect(secrets.map(({ ClientSecretValue }) => ClientSecretValue)).toEqual([undefined, undefined]);
});

test("a client has one secret at least and two at most, and never gets its first later", async () => {
  const only = (await list())[0]?.ClientSecretId;
  await expect(remove(only)).rejects.toMatchObject({ name: "InvalidParameterException" });
  await add();
  await expect(add()).rejects.toMatchObject({ name: "LimitExceededException" });
  await expect(remove(`${ClientId}--0`)).rejects.toMatchObject({ name: "ResourceNotFoundException" });
  await expect(add(undefined, WEB)).rejects.toMatchObject({ name: "InvalidParameterException" });
});
