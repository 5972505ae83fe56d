import { cpSync, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import {
  ConfirmSignUpCommand,
  CreateUserPoolClientCommand,
  DeleteGroupCommand,
  InitiateAuthCommand,
  SignUpCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { GetCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import { type Account, startAccount } from "./harness/cloudformation/account";
import { type ResourceToImport, stacksIn } from "./harness/cloudformation/stacks";
import { packageFolder, readTemplate, type Template } from "./harness/packaged-service";
import { ACME, invitation } from "./harness/people";
import { runCommand } from "./harness/run-command";
import { asArguments, EVERYTHING_ON, packageService } from "./infra/packaged-stages";

const STACK = "cognito-triggers-prod";
const FULL = "cognito-triggers-full";
const [USERNAME, PASSWORD] = ["grace@acme.example", "Correct-Horse-7"];

let folder: string;
let template: Template;
let account: Account;
let stacks: ReturnType<typeof stacksIn>;
beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "recover-"));
  cpSync(await packageService("--stage", "prod"), folder, { recursive: true });
  template = readTemplate(folder);
  account = await startAccount();
  stacks = stacksIn(account);
});
afterEach(async () => {
  await account.stop();
  rmSync(folder, { recursive: true });
});

const deployment = () => ({ template, packaged: folder });
const idOf = (logicalId: string) => stacks.idOf(STACK, logicalId);
const put = (table: string, Item: Record<string, unknown>) =>
  account.tables.client.send(new PutCommand({ TableName: idOf(table), Item }));
const recoverIn = (stage: string, ...words: string[]) => {
  const endpoints = ["--endpoint", account.tables.endpoint, "--pool-endpoint", account.poolEndpoint];
  return runCommand(["stack:recover", folder, "--stage", stage, ...endpoints, ...words]);
};
const recover = (...words: string[]) => recoverIn("prod", ...words);
const written = (file: string) => JSON.parse(readFileSync(path.join(folder, file), "utf8"));
const importBack = (stack = STACK) =>
  stacks.import(
    stack,
    written("recover-template.json") as Template,
    written("recover-resources.json") as ResourceToImport[],
    folder,
  );

async function register(ClientId: string): Promise<void> {
  await put("TenantsTable", ACME);
  await put("InvitationsTable", invitation({ email: USERNAME, role: "admin" }));
  const invited = { invitation: "the-secret-of-an-invitation" };
  await account.cognito.send(
    new SignUpCommand({ ClientId, Username: USERNAME, Password: PASSWORD, ClientMetadata: invited }),
  );
  const ConfirmationCode = account.code(USERNAME);
  await account.cognito.send(new ConfirmSignUpCommand({ ClientId, Username: USERNAME, ConfirmationCode }));
}

/** What the ID token says of whom, for which client and in which tenant. */
async function signIn(ClientId: string) {
  const { AuthenticationResult } = await account.cognito.send(
    new InitiateAuthCommand({
      ClientId,
      AuthFlow: "USER_PASSWORD_AUTH",
      AuthParameters: { USERNAME, PASSWORD },
    }),
  );
  const payload = AuthenticationResult?.IdToken?.split(".")[1] ?? "";
  const { sub, aud, iss, ...claims } = JSON.parse(Buffer.from(payload, "base64url").toString());
  return { sub, aud, iss, tenant: claims["custom:tenant_id"], role: claims["custom:role"] };
}

test("after a stack was deleted, its people sign in again as who they were, by the client that they had", async () => {
  await stacks.deploy(STACK, deployment());
  const client = idOf("WebClient");
  await register(client);
  const before = await signIn(client);
  expect(before).toMatchObject({ aud: client, tenant: "acme", role: "admin" });
  const kept = Object.entries(template.Resources)
    .filter(([, { DeletionPolicy }]) => DeletionPolicy === "Retain")
    .map(([id]) => [id, idOf(id)]);

  await stacks.remove(STACK);
  await expect(signIn(client)).rejects.toThrow(
    "there is no function cognito-triggers-prod-pre-authentication",
  );

  const recovered = await recover();
  expect([recovered.code, recovered.err]).toEqual([0, ""]);
  await importBack();
  await stacks.deploy(STACK, deployment());
  expect(kept.map(([id = ""]) => [id, idOf(id)])).toEqual(kept);
  expect(await signIn(client)).toEqual(before);
  const { Item } = await account.tables.client.send(
    new GetCommand({ TableName: idOf("TenantsTable"), Key: { id: `client#${client}` } }),
  );
  expect(Item).toMatchObject({ status: "registered", kind: "own", managedBy: "stack" });
});

test("what is not there stops it, unless the deployment is to make it anew", async () => {
  await stacks.deploy(STACK, deployment());
  const client = idOf("WebClient");
  const pool = idOf("CognitoUserPoolUsers");
  await stacks.remove(STACK);
  await account.cognito.send(new DeleteGroupCommand({ UserPoolId: pool, GroupName: "operators" }));
  const stopped = await recover();
  expect([stopped.code, stopped.out.split("\n").slice(0, 2)]).toEqual([
    1,
    [
      "Nothing was written. The stack keeps these, and they are not there:",
      "  OperatorsGroup (AWS::Cognito::UserPoolGroup)",
    ],
  ]);
  const { code, out } = await recover("--anew", "OperatorsGroup");
  expect([code, out]).toEqual([0, expect.stringContaining("The deployment makes OperatorsGroup anew.")]);
  await importBack();
  await stacks.deploy(STACK, deployment());
  expect([idOf("WebClient"), idOf("OperatorsGroup")]).toEqual([client, "operators"]);
});

test("what is there twice has to be told apart", async () => {
  await stacks.deploy(STACK, deployment());
  const [pool, client, people] = ["CognitoUserPoolUsers", "WebClient", "PeopleTable"].map(idOf);
  const second = { UserPoolId: pool, ClientName: "web" };
  await account.cognito.send(new CreateUserPoolClientCommand(second));
  await stacks.remove(STACK);
  expect((await recover()).err).toContain("Say which one is the stack's: --resource WebClient=<client id>");
  // Somebody has deployed before they have recovered, and then removed that stack.
  await stacks.deploy(STACK, deployment());
  await stacks.remove(STACK);
  expect((await recover()).err).toContain(`There are several user pools ${STACK}`);
  const named = { CognitoUserPoolUsers: pool, WebClient: client, PeopleTable: people };
  const words = Object.entries(named).flatMap(([id, physicalId]) => ["--resource", `${id}=${physicalId}`]);
  expect((await recover(...words)).err).toContain(
    "There are several tables for TenantsTable of the stage prod",
  );
});

test("everything that a stage with everything on keeps comes back, and the rest is made anew", async () => {
  cpSync(await packageService("--stage", "full", ...asArguments(EVERYTHING_ON)), folder, { recursive: true });
  template = readTemplate(folder);
  // The pool of a laptop has no threat protection.
  delete template.Resources.CognitoUserPoolUsers?.Properties.UserPoolAddOns;
  await stacks.deploy(FULL, deployment());
  const kept = Object.entries(template.Resources)
    .filter(([, { DeletionPolicy }]) => DeletionPolicy === "Retain")
    .map(([id]) => [id, stacks.idOf(FULL, id)] as const);
  await stacks.remove(FULL);
  const bucket = kept.find(([id]) => id === "FilesBucket")?.[1];
  const lacking = await recoverIn("full", "--anew", "CustomDomain");
  expect(lacking.out.split("\n").slice(1, 3)).toEqual([
    "  FilesBucket (AWS::S3::Bucket)",
    "  FilesBucketPolicy (AWS::S3::BucketPolicy)",
  ]);
  const found = await recoverIn("full", "--anew", "CustomDomain", "--resource", `FilesBucket=${bucket}`);
  expect([found.code, found.err]).toEqual([0, ""]);
  // CloudFormation takes no more from the command line.
  expect(statSync(path.join(folder, "recover-template.json")).size).toBeLessThan(51_200);
  const { Resources } = written("recover-template.json") as Template;
  expect(Resources.CognitoUserPoolUsers?.Properties).not.toHaveProperty("LambdaConfig");
  expect(Resources.CognitoUserPoolUsers?.Properties).not.toHaveProperty("SmsConfiguration");
  // Those that name roles come with the deployment, which makes the roles.
  expect(Resources.FilesBucketPolicy?.Properties).toMatchObject({
    PolicyDocument: { Statement: [{ Sid: "NothingWithoutTls" }, { Sid: "NoFilesOfOthers" }, {}, {}, {}] },
  });
  expect(Object.keys(Resources).sort()).toEqual(
    kept
      .map(([id]) => id)
      .filter((id) => !["SessionTracking", "CustomDomain"].includes(id))
      .sort(),
  );
  await importBack(FULL);
  await stacks.deploy(FULL, deployment());
  expect(kept.map(([id]) => [id, stacks.idOf(FULL, id)])).toEqual(kept);
});

test("a stack that keeps nothing, and ids that it does not keep, are refused", async () => {
  cpSync(packageFolder(), folder, { recursive: true });
  const nothing = await recoverIn("dev");
  expect([nothing.code, nothing.err]).toEqual([
    1,
    `The template in ${folder} keeps nothing when its stack goes: retainData is no.`,
  ]);
  expect((await recoverIn("dev", "--anew", "WebClient")).code).toBe(64);
  rmSync(path.join(folder, "cloudformation-template-update-stack.json"));
  expect((await recover()).err).toMatch(/cannot be read \(ENOENT\)/);
});
