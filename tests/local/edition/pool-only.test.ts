import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import {
  CognitoIdentityProviderClient,
  CreateUserPoolClientCommand,
  CreateUserPoolCommand,
  CreateUserPoolDomainCommand,
  DeleteUserPoolCommand,
  DescribeUserPoolCommand,
  InitiateAuthCommand,
  ListUserPoolsCommand,
  SignUpCommand,
  UpdateUserPoolCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { type PoolOnly, startPoolOnly } from "../../../local/pool-only";
import { freePorts, killRunning, runStart } from "./start-command";

const PASSWORD = "Correct-Horse-7";

/** Of another team, whose handler lets everybody in but Mallory. */
const TEMPLATE = `
Resources:
  People:
    Type: AWS::Cognito::UserPool
    Properties:
      UserPoolName: orders
      LambdaConfig: { PreSignUp: !GetAtt Admit.Arn }
  Web:
    Type: AWS::Cognito::UserPoolClient
    Properties:
      UserPoolId: !Ref People
      ClientName: web
      ExplicitAuthFlows: [ALLOW_USER_PASSWORD_AUTH, ALLOW_REFRESH_TOKEN_AUTH]
  Admit:
    Type: AWS::Lambda::Function
    Properties:
      Runtime: nodejs22.x
      Handler: index.admit
      Code:
        ZipFile: |
          exports.admit = async (event) => {
            if (event.userName === "mallory") throw new Error("We know you");
            event.response.autoConfirmUser = true;
            return event;
          };
`;

let folder: string;
let template: string;
let running: PoolOnly | undefined;
let client: CognitoIdentityProviderClient;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "pool-only-"));
  template = path.join(folder, "template.yaml");
  writeFileSync(template, TEMPLATE);
});
afterEach(async () => {
  killRunning();
  client?.destroy();
  await running?.stop();
  running = undefined;
  rmSync(folder, { recursive: true });
});

const visit = (endpoint: string, region = "eu-west-1") => {
  client?.destroy();
  client = new CognitoIdentityProviderClient({
    endpoint,
    region,
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
    maxAttempts: 1,
  });
};
/** Stops what runs, and starts it with what it has kept. */
async function restart(options: { template?: string; fresh?: boolean; issuer?: "local" } = {}) {
  await running?.stop();
  running = await startPoolOnly({ ...options, folder, keeps: true });
  visit(running.poolUrl);
  return running;
}
const signIn = (ClientId: string | undefined, USERNAME: string) =>
  client.send(
    new InitiateAuthCommand({
      ClientId,
      AuthFlow: "USER_PASSWORD_AUTH",
      AuthParameters: { USERNAME, PASSWORD },
    }),
  );
const signUp = (ClientId: string | undefined, Username: string) =>
  client.send(new SignUpCommand({ ClientId, Username, Password: PASSWORD }));

test("a template's pool runs with its triggers, and people stay over a restart", async () => {
  const { pools } = await restart({ template });
  const ClientId = pools.all()[0]?.clients.values()[0]?.id;
  expect((await signUp(ClientId, "ada")).UserConfirmed).toBe(true);
  await expect(signUp(ClientId, "mallory")).rejects.toMatchObject({
    name: "UserLambdaValidationException",
    message: "PreSignUp failed with error We know you.",
  });
  expect(running?.lambda.invocations).toHaveLength(2);
  await restart({ template });
  expect((await signIn(ClientId, "ada")).AuthenticationResult?.IdToken).toBeDefined();
  await restart({ template, fresh: true });
  await expect(signIn(ClientId, "ada")).rejects.toMatchObject({ name: "UserNotFoundException" });
});

test("triggers are told as they were said, in whatever region, and can be sent back", async () => {
  const { template: read } = await restart({ template });
  const [PreSignUp] = read?.functionNames.keys() ?? [];
  const told = async (UserPoolId: string | undefined) =>
    (await client.send(new DescribeUserPoolCommand({ UserPoolId }))).UserPool?.LambdaConfig;
  const { UserPools: [{ Id: UserPoolId } = {}] = [] } = await client.send(
    new ListUserPoolsCommand({ MaxResults: 1 }),
  );
  const LambdaConfig = await told(UserPoolId);
  expect(LambdaConfig).toEqual({ PreSignUp });
  await client.send(new UpdateUserPoolCommand({ UserPoolId, LambdaConfig, PoolName: "sales" }));
  visit(running?.poolUrl ?? "", "us-west-2");
  const InboundFederation = { LambdaVersion: "V1_0" as const, LambdaArn: PreSignUp };
  const own = { PreSignUp, InboundFederation };
  const { UserPool } = await client.send(new CreateUserPoolCommand({ PoolName: "own", LambdaConfig: own }));
  expect(await told(UserPool?.Id)).toEqual(own);
});

test("without a template there is no pool at first; those that are made stay with all that was changed of them", async () => {
  await restart();
  const list = async () => (await client.send(new ListUserPoolsCommand({ MaxResults: 60 }))).UserPools;
  expect(await list()).toEqual([]);
  await expect(signUp("1unknown", "ada")).rejects.toMatchObject({ name: "ResourceNotFoundException" });
  const create = async (PoolName: string) =>
    (await client.send(new CreateUserPoolCommand({ PoolName }))).UserPool?.Id ?? "";
  const UserPoolId = await create("orders");
  expect(UserPoolId).toMatch(/^eu-west-1_/);
  await client.send(new DeleteUserPoolCommand({ UserPoolId: await create("short-lived") }));
  const { UserPoolClient } = await client.send(
    new CreateUserPoolClientCommand({
      UserPoolId,
      ClientName: "app",
      ExplicitAuthFlows: ["ALLOW_USER_PASSWORD_AUTH"],
    }),
  );
  await client.send(new CreateUserPoolDomainCommand({ UserPoolId, Domain: "orders-login" }));
  const { UserSub: sub } = await signUp(UserPoolClient?.ClientId, "ada");

  const { pools } = await restart({ issuer: "local" });
  expect((await list())?.map(({ Id }) => Id)).toEqual([UserPoolId]);
  expect(pools.find(UserPoolId)?.users.values()[0]?.attributes.sub).toBe(sub);
  const { UserPool } = await client.send(new DescribeUserPoolCommand({ UserPoolId }));
  expect(UserPool?.Domain).toBe("orders-login");
  const issuer = `${running?.poolUrl}/${UserPoolId}`;
  const discovered = await (await fetch(`${issuer}/.well-known/openid-configuration`)).json();
  expect(discovered).toMatchObject({ issuer, token_endpoint: `${running?.poolUrl}/oauth2/token` });
  await restart({ fresh: true });
  expect(await list()).toEqual([]);
});

test("the example of the guide runs as it is written", async () => {
  await restart();
  const root = path.join(__dirname, "../../..");
  const guide = readFileSync(path.join(root, "docs/pool-only.md"), "utf8");
  const [, example = ""] = /^```ts\n(.*?)^```$/ms.exec(guide) ?? [];
  expect(example).toContain("DeleteUserPoolCommand");
  const code = example.replaceAll("http://127.0.0.1:9229", running?.poolUrl ?? "");
  await promisify(execFile)(process.execPath, ["--input-type=module", "--eval", code], { cwd: root });
  expect(running?.pools.all()).toEqual([]);
});

test("browsers see the pools, mails and invocations, and nothing of a suite that does not run", async () => {
  const { poolUrl } = await restart({ template });
  const page = async (address: string) => {
    const response = await fetch(`${poolUrl}${address}`, { headers: { accept: "text/html" } });
    return { status: response.status, text: await response.text() };
  };
  expect((await page("/")).text).toContain("orders");
  expect((await page("/inbox")).status).toBe(200);
  expect((await page("/invocations")).status).toBe(200);
  for (const address of ["/events", "/outputs", "/dead-letters"])
    expect((await page(address)).status).toBe(404);
});

test("the overview leads to the sign-in pages of each pool that has some", async () => {
  const { poolUrl } = await restart({ template });
  const overview = async () => (await fetch(poolUrl, { headers: { accept: "text/html" } })).text();
  expect(await overview()).not.toContain("/login");
  const { UserPool } = await client.send(new CreateUserPoolCommand({ PoolName: "visitors" }));
  const UserPoolId = UserPool?.Id;
  await client.send(new CreateUserPoolDomainCommand({ UserPoolId, Domain: "visitors-login" }));
  for (const [ClientName, AllowedOAuthFlows] of [
    ["site", ["code"]],
    ["robot", undefined],
  ] as const)
    await client.send(
      new CreateUserPoolClientCommand({
        UserPoolId,
        ClientName,
        ...(AllowedOAuthFlows && {
          AllowedOAuthFlows: [...AllowedOAuthFlows],
          AllowedOAuthFlowsUserPoolClient: true,
          AllowedOAuthScopes: ["openid", "email"],
          CallbackURLs: ["https://shop.example/signed-in"],
          SupportedIdentityProviders: ["COGNITO"],
        }),
      }),
    );
  const links = [...(await overview()).matchAll(/href="([^"]*\/login[^"]*)">([^<]*)</g)];
  expect(links.map(([, , text]) => text)).toEqual([`${poolUrl}/login`]);
  const page = await fetch(links[0]?.[1]?.replaceAll(/&#?\w+;/g, "&") ?? "");
  expect([page.status, await page.text()]).toEqual([200, expect.stringContaining("<h1>Sign in</h1>")]);
});

test("npm start -- --pool-only --template tells the pool and its clients, and that it has been stopped", async () => {
  const command = runStart("--folder", folder, ...freePorts(), "--pool-only", "--template", template);
  const welcome = await command.written("Ctrl-C stops it.");
  expect(welcome).toMatch(/^ {2}user pool {3}eu-central-1_\w{9}, orders, client web \w{26}$/m);
  visit(/http:\/\/[\d.]+:\d+/.exec(welcome)?.[0] ?? "");
  const { UserPools } = await client.send(new ListUserPoolsCommand({ MaxResults: 1 }));
  expect(UserPools).toHaveLength(1);
  command.kill("SIGINT");
  expect(await command.exit).toEqual({ code: 0, signal: null });
  expect(command.output()).toMatch(/stopping \.\.\.\n$/);
});
