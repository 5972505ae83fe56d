import {
  AdminGetUserCommand,
  ConfirmSignUpCommand,
  InitiateAuthCommand,
  SignUpCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { invitation, putTenants } from "./harness/people";
import { startTables, type Tables } from "./harness/tables";
import { loadTrigger } from "./harness/triggers";
import { settings, startPool, type TestPool, WEB } from "./local/pool/test-pool";

/** As serverless.yml and infra/inbound-federation.yml have them. */
const TRIGGERS = {
  PreSignUp: "pre-sign-up",
  PostConfirmation: "post-confirmation",
  PreAuthentication: "pre-authentication",
  PostAuthentication: "post-authentication",
  PreTokenGeneration: "pre-token-generation",
} as const;

let tables: Tables;
let pool: TestPool;
beforeEach(async () => {
  tables = await startTables();
  await putTenants(tables);
  const handlers = Object.entries(TRIGGERS).map(([trigger, name]) => [
    trigger,
    loadTrigger(name, tables.endpoint, { INVITATION_SECRET: "waived" }),
  ]);
  pool = await startPool({
    settings: { schema: settings().schema.filter(({ name }) => !name.startsWith("custom:")), mfa: "OFF" },
    handlers: Object.fromEntries(handlers),
  });
});
afterEach(async () => {
  await pool.stop();
  await tables.stop();
});

test("in a pool without the suite's attributes, the tables decide, and tokens name tenant and role", async () => {
  await tables.put("InvitationsTable", invitation({ email: "grace@acme.example", role: "admin" }));
  const [Username, Password] = ["grace@acme.example", "Correct-Horse-7"];
  await pool.client.send(new SignUpCommand({ ClientId: WEB, Username, Password }));
  const ConfirmationCode = pool.code(Username);
  await pool.client.send(new ConfirmSignUpCommand({ ClientId: WEB, Username, ConfirmationCode }));
  const { AuthenticationResult } = await pool.client.send(
    new InitiateAuthCommand({
      ClientId: WEB,
      AuthFlow: "USER_PASSWORD_AUTH",
      AuthParameters: { USERNAME: Username, PASSWORD: Password },
    }),
  );
  for (const token of [AuthenticationResult?.AccessToken, AuthenticationResult?.IdToken])
    expect(JSON.parse(Buffer.from(token?.split(".")[1] ?? "", "base64url").toString())).toMatchObject({
      "custom:tenant_id": "acme",
      "custom:role": "admin",
    });
  const user = new AdminGetUserCommand({ UserPoolId: settings().id, Username });
  const { UserAttributes = [] } = await pool.client.send(user);
  expect(UserAttributes.filter(({ Name }) => Name?.startsWith("custom:"))).toEqual([]);
});
