import { AdminAddUserToGroupCommand } from "@aws-sdk/client-cognito-identity-provider";
import { DynamoDBClient, GetItemCommand, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { fromCognitoIdentityPool } from "@aws-sdk/credential-provider-cognito-identity";
import type { SignedRequest } from "../../../local/identity/access";
import { AccessError } from "../../../local/identity/access";
import type { Report } from "../../../local/reports/report";
import { asArguments, packageService } from "../../infra/packaged-stages";
import { refusalOf } from "../identity/test-identity-pool";
import {
  createEditionFolder,
  startKeptEdition,
  startTestEdition,
  type TestEdition,
} from "./start-test-edition";
import { join, signIn } from "./visitor";

const PARAMETERS = { identityPool: "on", guests: "on", operatorsRole: "on" };
const REPORTS: Report[] = [];

let product: string;
let visited: TestEdition;
beforeAll(async () => {
  product = await packageService("--stage", "dev", ...asArguments(PARAMETERS));
  visited = await startTestEdition({ onReport: (report) => REPORTS.push(report) }, product);
});
afterAll(() => visited.stop());

/** As front ends ask for credentials: without a token, those of a guest. */
function credentialsFor({ edition }: TestEdition, token?: string) {
  const { region, outputs, pool } = edition.stack;
  return fromCognitoIdentityPool({
    identityPoolId: outputs.IdentityPoolId ?? "",
    clientConfig: { region, endpoint: edition.poolUrl },
    ...(token !== undefined && {
      logins: { [`cognito-idp.${region}.amazonaws.com/${pool.id}`]: token },
    }),
  });
}

const tablesFor = (test: TestEdition, token?: string) =>
  new DynamoDBClient({
    region: test.edition.stack.region,
    endpoint: test.edition.tables.endpoint,
    credentials: credentialsFor(test, token),
    maxAttempts: 1,
  });

const itemsOf = ({ edition }: TestEdition) => edition.stack.outputs.ItemsTableName;

test("somebody who has signed in keeps items of their own, and reads those of their tenant and of nobody else", async () => {
  const sub = await join(visited, "ada@acme.example");
  const { AuthenticationResult } = await signIn(visited, "ada@acme.example");
  const client = tablesFor(visited, AuthenticationResult?.IdToken);
  const TableName = itemsOf(visited);
  const key = (owner: string) => ({ owner: { S: owner }, item: { S: "plan" } });
  await client.send(new PutItemCommand({ TableName, Item: key(`acme#${sub}`) }));
  expect((await client.send(new GetItemCommand({ TableName, Key: key(`acme#${sub}`) }))).Item).toBeDefined();
  expect(await refusalOf(client.send(new GetItemCommand({ TableName, Key: key("acme") })))).toBe(
    "not refused",
  );

  REPORTS.length = 0;
  for (const owner of ["globex", "acme-2", `globex#${sub}`, "acme#somebody"])
    expect(await refusalOf(client.send(new GetItemCommand({ TableName, Key: key(owner) })))).toMatch(
      /^AccessDeniedException: User: .*SignedInRole\/CognitoIdentityCredentials is not authorized/,
    );
  expect(REPORTS[0]).toMatchObject({
    what: "dynamodb:GetItem",
    outcome: "refused",
    who: `acme ${sub}`,
    why: expect.stringMatching(/^AccessDeniedException: NoItemsOfOthers of .*SignedInRole denies it on /),
  });
});

test("somebody of the group operators writes the public files, from the next sign-in on", async () => {
  const { client, edition } = visited;
  const email = "olga@acme.example";
  const sub = await join(visited, email);
  const put = async () => {
    const { AuthenticationResult } = await signIn(visited, email);
    const storage = new S3Client({
      region: edition.stack.region,
      endpoint: edition.storage?.url ?? "",
      forcePathStyle: true,
      credentials: credentialsFor(visited, AuthenticationResult?.IdToken),
      maxAttempts: 1,
    });
    const Bucket = edition.stack.outputs.FilesBucketName;
    return refusalOf(storage.send(new PutObjectCommand({ Bucket, Key: "public/news.txt", Body: "news" })));
  };
  expect(await put()).toMatch(/^AccessDenied: User: .*SignedInRole/);
  await client.send(
    new AdminAddUserToGroupCommand({
      UserPoolId: edition.stack.pool.id,
      Username: sub,
      GroupName: "operators",
    }),
  );
  expect(await put()).toBe("not refused");
});

test("guests have no items", async () => {
  const TableName = itemsOf(visited);
  const Key = { owner: { S: "public" }, item: { S: "x" } };
  const asked = tablesFor(visited).send(new GetItemCommand({ TableName, Key }));
  expect(await refusalOf(asked)).toMatch(/^AccessDeniedException: User: .*GuestsRole/);
});

test("the storage can ask whether somebody may do something", async () => {
  const { access } = visited.edition;
  const request: SignedRequest = { method: "GET", target: "/", headers: {}, body: Buffer.alloc(0) };
  await expect(access.storage(request, [])).rejects.toThrow(AccessError);
});

test("the configuration of front ends says where the services are on this computer, and the stack's own does not", async () => {
  const { poolUrl, tables, stack } = visited.edition;
  const shown = (await (await fetch(`${poolUrl}/outputs`)).json()) as Record<string, string>;
  expect(JSON.parse(shown.FrontEndConfig ?? "")).toMatchObject({
    identityPoolId: stack.identityPool?.id,
    endpoints: { cognitoIdentity: poolUrl, cognitoIdp: poolUrl, dynamodb: tables.endpoint },
  });
  expect(stack.outputs.FrontEndConfig).not.toContain("endpoints");
});

test("an identity and its credentials survive a restart, and a fresh start forgets the identity", async () => {
  const kept = createEditionFolder(product);
  const before = await startKeptEdition(kept);
  await join(before, "ada@acme.example");
  const { AuthenticationResult } = await signIn(before, "ada@acme.example");
  const credentials = await credentialsFor(before, AuthenticationResult?.IdToken)();
  await before.stop();

  const after = await startKeptEdition(kept);
  const again = await credentialsFor(after, AuthenticationResult?.IdToken)();
  expect(again.identityId).toBe(credentials.identityId);
  const { region } = after.edition.stack;
  const client = new DynamoDBClient({ region, endpoint: after.edition.tables.endpoint, credentials });
  const Key = { owner: { S: "acme" }, item: { S: "x" } };
  const asked = client.send(new GetItemCommand({ TableName: itemsOf(after), Key }));
  expect(await refusalOf(asked)).toBe("not refused");
  await after.stop();

  const fresh = await startKeptEdition(kept, { fresh: true });
  await join(fresh, "ada@acme.example");
  const signedIn = await signIn(fresh, "ada@acme.example");
  const other = await credentialsFor(fresh, signedIn.AuthenticationResult?.IdToken)();
  expect(other.identityId).not.toBe(credentials.identityId);
  await fresh.stop();
  kept.remove();
});
