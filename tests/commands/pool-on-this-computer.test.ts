import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import {
  CognitoIdentityProviderClient,
  CreateUserPoolClientCommand,
  CreateUserPoolCommand,
  DescribeUserPoolCommand,
  SignUpCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { type PoolOnly, startPoolOnly } from "../../local/pool-only";
import { type LocalStage, startLocalStage } from "./harness/local-stage";

const FUNCTIONS = [
  "pre-sign-up",
  "user-migration",
  "post-confirmation",
  "pre-authentication",
  "post-authentication",
  "pre-token-generation",
  "custom-message",
  "inbound-federation",
];

/** A stack with functions of the suite's names, and one of another team. They say who they are, and let nobody in. */
const TEMPLATE = JSON.stringify({
  Resources: {
    People: { Type: "AWS::Cognito::UserPool", Properties: { UserPoolName: "nobodys" } },
    ...Object.fromEntries(
      [...FUNCTIONS.map((name) => `cognito-triggers-dev-${name}`), "gate"].map((FunctionName) => [
        // The pool of a laptop tells functions by their logical ids.
        FunctionName,
        {
          Type: "AWS::Lambda::Function",
          Properties: {
            FunctionName,
            Runtime: "nodejs22.x",
            Handler: "index.handler",
            Code: {
              ZipFile: `exports.handler = async () => { throw new Error("this is ${FunctionName}"); };`,
            },
          },
        },
      ]),
    ),
  },
});

let folder: string;
let running: PoolOnly;
let stage: LocalStage;
let client: CognitoIdentityProviderClient;
beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "pool-here-"));
  const template = path.join(folder, "template.json");
  writeFileSync(template, TEMPLATE);
  running = await startPoolOnly({ template, folder });
  stage = await startLocalStage();
  client = new CognitoIdentityProviderClient({
    endpoint: running.poolUrl,
    region: "eu-central-1",
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
  });
});
afterAll(async () => {
  client.destroy();
  await running.stop();
  await stage.stop();
  rmSync(folder, { recursive: true });
});

test("a pool that others have made calls the suite after an attachment, and theirs again after a detachment", async () => {
  const account = running.template?.people.pool.arn.split(":")[4];
  const created = await client.send(
    new CreateUserPoolCommand({
      PoolName: "orders",
      UsernameAttributes: ["email"],
      AutoVerifiedAttributes: ["email"],
      Policies: { PasswordPolicy: { MinimumLength: 9, RequireSymbols: false } },
      LambdaConfig: { PreSignUp: `arn:aws:lambda:eu-central-1:${account}:function:gate` },
    }),
  );
  const UserPoolId = created.UserPool?.Id ?? "";
  const { UserPoolClient } = await client.send(
    new CreateUserPoolClientCommand({ UserPoolId, ClientName: "web" }),
  );
  const signUp = () =>
    client.send(
      new SignUpCommand({
        ClientId: UserPoolClient?.ClientId,
        Username: "ada@acme.example",
        Password: "Correct-Horse-7",
      }),
    );
  const described = async () => {
    const { UserPool } = await client.send(new DescribeUserPoolCommand({ UserPoolId }));
    return { ...UserPool, LastModifiedDate: undefined };
  };
  const before = await described();
  stage.parameters = async () => ({
    existingPool: UserPoolId,
    preTokenGeneration: "V2_0",
    providerClaims: "mapped",
    rollout: "off",
  });
  const run = (...words: string[]) => stage.run(...words, "--pool-endpoint", running.poolUrl);

  await expect(signUp()).rejects.toThrow("this is gate");
  expect((await run("pool:plan")).code).toBe(2);
  const web = UserPoolClient?.ClientId ?? "";
  expect((await run("clients:register", web, "--kind", "own", "--name", "web")).code).toBe(0);
  const attached = await run("pool:attach", "--replace", "PreSignUp", "--yes");
  expect([attached.code, attached.out.split("\n").at(-1)]).toEqual([0, "Every other setting is as it was."]);
  await expect(signUp()).rejects.toThrow("this is cognito-triggers-dev-pre-sign-up");
  expect((await run("pool:plan")).code).toBe(0);
  expect((await run("pool:detach", "--yes")).code).toBe(0);
  await expect(signUp()).rejects.toThrow("this is gate");
  expect(await described()).toEqual(before);
});
