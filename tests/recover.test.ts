import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import {
  CreateUserPoolClientCommand,
  DeleteGroupCommand,
  DeleteUserPoolCommand,
  UpdateUserPoolCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { GetCommand } from "@aws-sdk/lib-dynamodb";
import { type Account, startAccount } from "./harness/cloudformation/account";
import { addDeploymentBucket, LONGEST_TEMPLATE } from "./harness/cloudformation/deployment-bucket";
import { claimsOfGrace, joinGrace, putInto } from "./harness/cloudformation/grace";
import { type ResourceToImport, type Stacks, stacksIn } from "./harness/cloudformation/stacks";
import { packageFolder, readTemplate, type Template } from "./harness/packaged-service";
import { runCommand } from "./harness/run-command";
import { asArguments, EVERYTHING_ON, packageService } from "./infra/packaged-stages";

const STACK = "cognito-triggers-prod";
const FULL = "cognito-triggers-full";

let folder: string;
let template: Template;
let account: Account;
let stacks: Stacks;
let environment: Record<string, string>;
beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "recover-"));
  cpSync(await packageService("--stage", "prod"), folder, { recursive: true });
  template = readTemplate(folder);
  account = await startAccount();
  stacks = stacksIn(account);
  environment = {};
});
afterEach(async () => {
  await account.stop();
  rmSync(folder, { recursive: true });
});

/** The same stage under another name. */
const ofShop = (): Template =>
  JSON.parse(JSON.stringify(template).replaceAll(STACK, "cognito-triggers-shop"));
const deployment = () => ({ template, packaged: folder });
const idOf = (logicalId: string) => stacks.idOf(STACK, logicalId);
const recoverIn = (stage: string, ...words: string[]) => {
  const endpoints = ["--endpoint", account.tables.endpoint, "--pool-endpoint", account.poolEndpoint];
  return runCommand(["stack:recover", folder, "--stage", stage, ...endpoints, ...words], { environment });
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
/** Deploys to a stack that was imported, as the framework does. */
async function deployAgain(stack = STACK): Promise<void> {
  const core = written("cloudformation-template-create-stack.json") as Template;
  await addDeploymentBucket(stacks, stack, { core, packaged: folder });
  await stacks.deploy(stack, deployment());
}

const register = (clientId: string) => joinGrace(account, putInto(account, stacks, STACK), clientId);

/** What the ID token says of whom, for which client and in which tenant. */
async function signIn(clientId: string) {
  const { sub, aud, iss, ...claims } = await claimsOfGrace(account, clientId);
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
  const ofStack = `--region eu-central-1 --stack-name ${STACK}`;
  const changeSet = `${ofStack} --change-set-name recover`;
  const [templateFile, resourcesFile] = ["recover-template.json", "recover-resources.json"].map((file) =>
    path.join(folder, file),
  );
  expect(recovered.out.split("\n").slice(-8)).toEqual([
    "",
    "Once no stack of this name is left, take it into a new one, and deploy the rest. Add every --param of the package:",
    `  aws cloudformation create-change-set ${changeSet} --change-set-type IMPORT \\`,
    `    --template-body file://${templateFile} --resources-to-import file://${resourcesFile}`,
    `  aws cloudformation wait change-set-create-complete ${changeSet}`,
    `  aws cloudformation execute-change-set ${changeSet}`,
    `  aws cloudformation wait stack-import-complete ${ofStack}`,
    "  npm run deploy -- --stage prod --region eu-central-1",
  ]);
  await importBack();
  await deployAgain();
  expect(kept.map(([id = ""]) => [id, idOf(id)])).toEqual(kept);
  expect(await signIn(client)).toEqual(before);
  const { Item } = await account.tables.client.send(
    new GetCommand({ TableName: idOf("TenantsTable"), Key: { id: `client#${client}` } }),
  );
  expect(Item).toMatchObject({ status: "registered", kind: "own", managedBy: "stack" });
});

test("a stack that was deleted without the framework has to be gone first, with the bucket of its packages", async () => {
  await stacks.deploy(STACK, deployment());
  const [client, bucket] = ["WebClient", "ServerlessDeploymentBucket"].map(idOf);
  await expect(stacks.delete(STACK)).rejects.toThrow(`DELETE_FAILED: ${bucket} is not empty`);
  expect((await recover()).code).toBe(0);
  await expect(importBack()).rejects.toThrow(`the stack ${STACK} exists`);
  account.filledBuckets.delete(bucket ?? "");
  await stacks.delete(STACK);
  await importBack();
  await deployAgain();
  expect(idOf("WebClient")).toBe(client);
});

test("what is not there stops it, unless the deployment is to make it anew", async () => {
  await stacks.deploy(STACK, deployment());
  const client = idOf("WebClient");
  const pool = idOf("CognitoUserPoolUsers");
  await stacks.remove(STACK);
  await account.cognito.send(new DeleteGroupCommand({ UserPoolId: pool, GroupName: "operators" }));
  const present = await recover("--anew", "WebClient", "--anew", "OperatorsGroup");
  expect([present.code, present.err]).toEqual([
    1,
    `WebClient is still there: ${client}. Nothing was written. Leave out --anew, and it comes back; or delete it first.`,
  ]);
  const stopped = await recover();
  expect([stopped.code, stopped.out.split("\n")]).toEqual([
    1,
    [
      "Nothing was written. The stack keeps these, and they are not there:",
      "  OperatorsGroup (AWS::Cognito::UserPoolGroup)",
      "What is gone, the deployment can make anew: --anew <logical id>",
    ],
  ]);
  const { code, out } = await recover("--anew", "OperatorsGroup");
  expect([code, out]).toEqual([0, expect.stringContaining("The deployment makes OperatorsGroup anew.")]);
  await importBack();
  await deployAgain();
  expect([idOf("WebClient"), idOf("OperatorsGroup")]).toEqual([client, "operators"]);
});

test("what is in the pool is made anew with it, and belongs to no other pool", async () => {
  await stacks.deploy(STACK, deployment());
  const [pool, client, people] = ["CognitoUserPoolUsers", "WebClient", "PeopleTable"].map(idOf);
  await stacks.remove(STACK);
  const both = await recover("--anew", "CognitoUserPoolUsers", "--resource", `WebClient=${client}`);
  expect([both.code, both.err]).toEqual([
    64,
    expect.stringContaining("--resource does not take WebClient. The deployment makes it anew."),
  ]);
  expect((await recover("--anew", "CognitoUserPoolUsers")).err).toContain(
    `CognitoUserPoolUsers is still there: ${pool}.`,
  );
  await deletePool(pool);
  expect((await recover()).out.split("\n").slice(1, 5)).toEqual([
    "  CognitoUserPoolUsers (AWS::Cognito::UserPool)",
    "  WebClient (AWS::Cognito::UserPoolClient)",
    "  ApiResourceServer (AWS::Cognito::UserPoolResourceServer)",
    "  OperatorsGroup (AWS::Cognito::UserPoolGroup)",
  ]);
  const { code, out } = await recover("--anew", "CognitoUserPoolUsers");
  const made = out.split("\n").filter((line) => line.includes("anew"));
  expect([code, made]).toEqual([
    0,
    [
      "The deployment makes CognitoUserPoolUsers anew.",
      "The deployment makes WebClient anew.",
      "The deployment makes ApiResourceServer anew.",
      "The deployment makes OperatorsGroup anew.",
    ],
  ]);
  expect(out).not.toContain(pool);
  await importBack();
  await deployAgain();
  expect(idOf("PeopleTable")).toBe(people);
  expect([idOf("CognitoUserPoolUsers"), idOf("WebClient")]).not.toEqual([pool, client]);
});

test("what belongs to others is not taken, whoever names it", async () => {
  await stacks.deploy(STACK, deployment());
  const pool = idOf("CognitoUserPoolUsers");
  await stacks.deploy("cognito-triggers-shop", { ...deployment(), template: ofShop() });
  const others = ["CognitoUserPoolUsers", "PeopleTable"].map((id) =>
    stacks.idOf("cognito-triggers-shop", id),
  );
  const second = { UserPoolId: pool, ClientName: "shop" };
  const { UserPoolClient } = await account.cognito.send(new CreateUserPoolClientCommand(second));
  await stacks.remove(STACK);
  const refusalOf = async (id: string, of: string | undefined) =>
    (await recover("--resource", `${id}=${of}`)).err;
  expect(await refusalOf("CognitoUserPoolUsers", others[0])).toBe(
    `${others[0]} is no user pool ${STACK} at ${account.poolEndpoint}.`,
  );
  expect(await refusalOf("WebClient", UserPoolClient?.ClientId)).toBe(
    `${UserPoolClient?.ClientId} is no app client web of ${pool}.`,
  );
  expect(await refusalOf("PeopleTable", others[1])).toBe(
    `${others[1]} is no table PeopleTable of the stage prod.`,
  );
  environment = { PEOPLE_TABLE: others[1] ?? "" };
  expect((await recover()).err).toBe(`${others[1]} is no table PeopleTable of the stage prod.`);
});

test("what the template names is not to be named otherwise", async () => {
  await stacks.deploy(STACK, deployment());
  await stacks.remove(STACK);
  const { code, err } = await recover("--resource", "OperatorsGroup=admins");
  expect([code, err]).toEqual([
    64,
    expect.stringContaining(
      "--resource does not take OperatorsGroup. The template says what it is called. If it is not there, give --anew.",
    ),
  ]);
});

test("a package of another stage, service or region is refused before anything is written", async () => {
  await stacks.deploy("cognito-triggers-shop", { ...deployment(), template: ofShop() });
  const refusal = (service: string, stage: string, asked: string, region = "eu-central-1") =>
    `The package in ${folder} is of the service ${service}, the stage ${stage} and the region eu-central-1. What is to be ` +
    `recovered is of the service cognito-triggers, the stage ${asked} and the region ${region}. ` +
    "Name the right one with --stage and --region, or package it first.";
  const otherStage = await recoverIn("shop");
  expect([otherStage.code, otherStage.err]).toEqual([1, refusal("cognito-triggers", "prod", "shop")]);
  const otherRegion = await recover("--region", "eu-west-1");
  expect([otherRegion.code, otherRegion.err]).toEqual([
    1,
    refusal("cognito-triggers", "prod", "prod", "eu-west-1"),
  ]);
  const file = path.join(folder, "serverless-state.json");
  const state = JSON.parse(readFileSync(file, "utf8"));
  writeFileSync(file, JSON.stringify({ ...state, service: { ...state.service, service: "orders" } }));
  expect((await recover()).err).toBe(refusal("orders", "prod", "prod"));
  writeFileSync(file, "{}");
  expect((await recover()).err).toBe(`${file} does not say of which service, stage and region it is.`);
  expect(readdirSync(folder).filter((name) => name.startsWith("recover-"))).toEqual([]);
});

async function deletePool(UserPoolId: string | undefined): Promise<void> {
  await account.cognito.send(new UpdateUserPoolCommand({ UserPoolId, DeletionProtection: "INACTIVE" }));
  await account.cognito.send(new DeleteUserPoolCommand({ UserPoolId }));
}

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
  expect(lacking.out.split("\n").slice(1, 4)).toEqual([
    "  FilesBucket (AWS::S3::Bucket)",
    "  FilesBucketPolicy (AWS::S3::BucketPolicy)",
    "Buckets are not looked for. Say which one it is: --resource FilesBucket=<name>",
  ]);
  const foreign = "cognito-triggers-dev-filesbucket-1abcdefghijk";
  const refused = await recoverIn("full", "--anew", "CustomDomain", "--resource", `FilesBucket=${foreign}`);
  expect(refused.err).toBe(
    `${foreign} is not FilesBucket of ${FULL}: its name does not begin with ${FULL}-filesbucket.`,
  );
  const found = await recoverIn("full", "--anew", "CustomDomain", "--resource", `FilesBucket=${bucket}`);
  expect([found.code, found.err]).toEqual([0, ""]);
  expect(statSync(path.join(folder, "recover-template.json")).size).toBeLessThan(LONGEST_TEMPLATE);
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
  await deployAgain(FULL);
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
  cpSync(await packageService("--stage", "prod"), folder, { recursive: true });
  const endpoint = ["--endpoint", account.tables.endpoint];
  const withoutPool = await runCommand(["stack:recover", folder, "--stage", "prod", ...endpoint]);
  expect(withoutPool.err).toBe(
    `The user pool that belongs to ${account.tables.endpoint} is not known. Give its URL as --pool-endpoint.`,
  );
  rmSync(path.join(folder, "cloudformation-template-update-stack.json"));
  expect((await recover()).err).toMatch(/cannot be read \(ENOENT\)/);
});
