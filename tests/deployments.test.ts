import {
  AdminCreateUserCommand,
  AdminSetUserPasswordCommand,
  DescribeUserPoolCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { type Account, startAccount } from "./harness/cloudformation/account";
import { claimsOfGrace, GRACE, joinGrace, putInto } from "./harness/cloudformation/grace";
import type { Deployment } from "./harness/cloudformation/kinds";
import { stacksIn } from "./harness/cloudformation/stacks";
import { packageFolder, readTemplate, type Template } from "./harness/packaged-service";
import { ACME, ACMES_DOMAIN } from "./harness/people";
import { asArguments, packageService } from "./infra/packaged-stages";

const STACK = "cognito-triggers-dev";

let account: Account;
let stacks: ReturnType<typeof stacksIn>;
beforeEach(async () => {
  account = await startAccount();
  stacks = stacksIn(account);
});
afterEach(() => account.stop());

const put: ReturnType<typeof putInto> = (...given) => putInto(account, stacks, STACK)(...given);
const claimsOf = (clientId: string) => claimsOfGrace(account, clientId);

test("from the parameters of dev to those of production, everybody stays who they were", async () => {
  await stacks.deploy(STACK, { template: readTemplate(), packaged: packageFolder() });
  const ClientId = stacks.idOf(STACK, "WebClient");
  await joinGrace(account, put, ClientId);
  const before = await claimsOf(ClientId);
  const ids = Object.entries(readTemplate().Resources)
    .filter(([, { Type }]) => /^AWS::(Cognito::UserPool|DynamoDB::)/.test(Type))
    .map(([id]) => [id, stacks.idOf(STACK, id)] as const);

  const production = { signUpPolicy: "invited", panel: "off", providerClaims: "all", userSessions: "off" };
  const kept = { retainData: "yes", monitoring: "on", logRetentionDays: 365 };
  const packaged = await packageService("--stage", "dev", ...asArguments({ ...production, ...kept }));
  await stacks.deploy(STACK, { template: readTemplate(packaged), packaged });
  const stayed = ids.filter(([id]) => id !== "SessionTracking");
  expect(stayed.map(([id]) => [id, stacks.idOf(STACK, id)])).toEqual(stayed);
  const { sub, aud } = before;
  expect(await claimsOf(ClientId)).toMatchObject({
    sub,
    aud,
    "custom:tenant_id": "acme",
    "custom:role": "admin",
  });
});

describe("a pool of another stack", () => {
  const GATE = "arn:aws:lambda:eu-central-1:123456789012:function:gate";
  /** Of a team that has never heard of the suite. Its gate is not there, so it calls nothing but a custom message. */
  const ORDERS = {
    Resources: {
      Orders: {
        Type: "AWS::Cognito::UserPool",
        DeletionPolicy: "Retain",
        Properties: {
          UserPoolName: "orders",
          UsernameAttributes: ["email"],
          AutoVerifiedAttributes: ["email"],
          LambdaConfig: { VerifyAuthChallengeResponse: GATE },
        },
      },
      Shop: {
        Type: "AWS::Cognito::UserPoolClient",
        Properties: {
          UserPoolId: { Ref: "Orders" },
          ClientName: "shop",
          ExplicitAuthFlows: ["ALLOW_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"],
        },
      },
    },
  } as unknown as Template;
  const EXISTING = { existingPool: "eu-central-1_Orders001", existingClient: "4existingclient00000000000" };

  let pool: string;
  let shop: string;
  let suite: Deployment;
  beforeEach(async () => {
    const packaged = await packageService("--stage", "dev", ...asArguments(EXISTING));
    await stacks.deploy("orders", { template: ORDERS, packaged });
    [pool, shop] = [stacks.idOf("orders", "Orders"), stacks.idOf("orders", "Shop")];
    const text = JSON.stringify(readTemplate(packaged));
    const named = text.replaceAll(EXISTING.existingPool, pool).replaceAll(EXISTING.existingClient, shop);
    suite = { template: JSON.parse(named), packaged };
    const user = { UserPoolId: pool, Username: GRACE.Username };
    const proven = [
      { Name: "email", Value: GRACE.Username },
      { Name: "email_verified", Value: "true" },
    ];
    await account.cognito.send(
      new AdminCreateUserCommand({ ...user, MessageAction: "SUPPRESS", UserAttributes: proven }),
    );
    await account.cognito.send(
      new AdminSetUserPasswordCommand({ ...user, Password: GRACE.Password, Permanent: true }),
    );
  });

  async function described() {
    const { UserPool } = await account.cognito.send(new DescribeUserPoolCommand({ UserPoolId: pool }));
    return { ...UserPool, LastModifiedDate: undefined };
  }

  test("calls the suite for as long as the stage is there, and its people sign in before, meanwhile and after", async () => {
    const before = await described();
    expect(await claimsOf(shop)).not.toHaveProperty("custom:tenant_id");
    await stacks.deploy(STACK, suite);
    await put("TenantsTable", ACME);
    await put("TenantsTable", ACMES_DOMAIN);
    expect(await claimsOf(shop)).toMatchObject({ "custom:tenant_id": "acme", "custom:role": "member" });
    expect((await described()).LambdaConfig).toMatchObject({ VerifyAuthChallengeResponse: GATE });
    await stacks.remove(STACK);
    expect(await described()).toEqual(before);
    expect(await claimsOf(shop)).not.toHaveProperty("custom:tenant_id");
  });

  test("is as it was when the deployment fails after the attachment", async () => {
    const before = await described();
    await expect(stacks.deploy(STACK, suite, { failing: "PreSignUpFunctionArnParameter" })).rejects.toThrow(
      "PreSignUpFunctionArnParameter cannot be made",
    );
    expect(await described()).toEqual(before);
    expect(await claimsOf(shop)).not.toHaveProperty("custom:tenant_id");
  });

  test("keeps the attachment of before when an update fails", async () => {
    await stacks.deploy(STACK, suite);
    const attached = await described();
    const fewer = structuredClone(suite.template);
    const { triggers } = (fewer.Resources.PoolAttachment?.Properties ?? {}) as {
      triggers: Record<string, unknown>;
    };
    delete triggers.CustomMessage;
    const update = { ...suite, template: fewer };
    await expect(stacks.deploy(STACK, update, { failing: "PreSignUpFunctionArnParameter" })).rejects.toThrow(
      "PreSignUpFunctionArnParameter cannot be made",
    );
    expect(await described()).toEqual(attached);
    await stacks.deploy(STACK, update);
    expect((await described()).LambdaConfig).not.toHaveProperty("CustomMessage");
  });

  test("is left alone as long as a client that nobody has registered would lose something", async () => {
    const before = await described();
    const second = structuredClone(ORDERS) as unknown as { Resources: Record<string, unknown> };
    second.Resources.Till = second.Resources.Shop;
    await stacks.deploy("orders", { template: second as unknown as Template, packaged: suite.packaged });
    await expect(stacks.deploy(STACK, suite)).rejects.toThrow(
      /^PoolAttachment: .* app clients that nobody has registered .*: \w+ \(.+\)\. /,
    );
    expect(await described()).toEqual(before);
    const letting = structuredClone(suite.template);
    Object.assign(letting.Resources.PoolAttachment?.Properties ?? {}, { unregisteredClients: "limit" });
    await stacks.deploy(STACK, { ...suite, template: letting });
    expect((await described()).LambdaConfig).toHaveProperty("PreSignUp");
  });
});
