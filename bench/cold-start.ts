/**
 * Cold start of every function: a new process loads the packaged bundle and answers one event, against a DynamoDB and a
 * stand-in for Cognito in another process. Beside it the same function with nothing of the SDK left out, and for the API the
 * SDK's client alone with the same call; all run in turn. Then what each source of old users adds to the two that ask it.
 */
import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { unpackStack } from "../local/stack/package";
import { packagedProduct } from "../local/stack/package-store";
import { bundleFile } from "../local/stack/packaged-folder";
import { environmentOf, moduleOf, readTemplate, type Template } from "../tests/harness/packaged-service";
import { startTables } from "../tests/harness/tables";

const ROOT = path.join(__dirname, "..");

const recorded = (name: string): unknown =>
  JSON.parse(readFileSync(path.join(ROOT, "tests", "events", `${name}.json`), "utf8"));

const request = (routeKey: string, changes: object) => ({
  version: "2.0",
  routeKey,
  headers: { "content-type": "application/json" },
  requestContext: {},
  isBase64Encoded: false,
  ...changes,
});
const CLAIMS = {
  sub: "s",
  username: "s",
  token_use: "access",
  client_id: "WebClient",
  scope: "api/profile.read",
  "custom:tenant_id": "acme",
  "custom:role": "member",
};

const EVENTS: Readonly<Record<string, unknown>> = {
  "pre-sign-up": recorded("PreSignUp_SignUp"),
  "user-migration": recorded("UserMigration_Authentication"),
  "post-confirmation": recorded("PostConfirmation_ConfirmSignUp"),
  "pre-authentication": recorded("PreAuthentication_Authentication"),
  "post-authentication": recorded("PostAuthentication_Authentication"),
  "pre-token-generation": recorded("TokenGeneration_Authentication"),
  "custom-message": recorded("CustomMessage_SignUp"),
  "api-auth": request("POST /auth/sign-in", {
    body: '{"email":"ada@acme.example","password":"Analytical-Engine-1843"}',
  }),
  "api-profile": request("GET /profile", { requestContext: { authorizer: { jwt: { claims: CLAIMS } } } }),
};

/** What somebody would write who used the SDK and nothing else, for the first call of each part of the API. */
const BARE: Readonly<Record<string, string>> = {
  "api-auth": `
    import { CognitoIdentityProviderClient, InitiateAuthCommand } from "@aws-sdk/client-cognito-identity-provider";
    const client = new CognitoIdentityProviderClient({});
    export const handler = ({ body }) => {
      const { email, password } = JSON.parse(body);
      const AuthParameters = { USERNAME: email, PASSWORD: password };
      const AuthFlow = "USER_PASSWORD_AUTH";
      return client.send(new InitiateAuthCommand({ ClientId: process.env.CLIENT_ID, AuthFlow, AuthParameters }));
    };`,
  "api-profile": `
    import { CognitoIdentityProviderClient, AdminGetUserCommand } from "@aws-sdk/client-cognito-identity-provider";
    import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
    import { DynamoDBDocumentClient, QueryCommand } from "@aws-sdk/lib-dynamodb";
    const users = new CognitoIdentityProviderClient({});
    const client = DynamoDBDocumentClient.from(new DynamoDBClient({}));
    export const handler = async ({ requestContext }) => {
      const { sub } = requestContext.authorizer.jwt.claims;
      const { Items } = await client.send(new QueryCommand({
        TableName: process.env.PEOPLE_TABLE,
        KeyConditionExpression: "#sub = :sub",
        ExpressionAttributeNames: { "#sub": "sub" },
        ExpressionAttributeValues: { ":sub": sub },
      }));
      return Items ?? users.send(new AdminGetUserCommand({ UserPoolId: process.env.USER_POOL_ID, Username: sub }));
    };`,
};
const ROUNDS = 15;

const TABLE = { secret: "prod/legacy", table: "users", columns: { login: "email", hash: "password" } };

/** The parameter legacySource, by how the page calls it. */
const SOURCES: Readonly<Record<string, object>> = {
  dynamodb: { kind: "dynamodb" },
  https: { kind: "https", secret: "prod/legacy", url: "https://old.example/users" },
  postgresql: { kind: "postgresql", ...TABLE },
  mysql: { kind: "mysql", ...TABLE },
};

const CHILD = `
  const [bundle, event] = process.argv.slice(1);
  process.stdout.write = () => true;
  const begun = performance.now();
  const { handler } = require(bundle);
  const loaded = performance.now();
  handler(JSON.parse(event)).catch(() => {}).then(() => {
    process.stderr.write(JSON.stringify([loaded - begun, performance.now() - loaded]));
    process.exit();
  });`;

type Variant = "ours" | "stock" | "bare";

async function main(): Promise<void> {
  const product = await packagedProduct(["--stage", "dev"]);
  process.env.PACKAGED_SERVICE = product;
  const folder = mkdtempSync(path.join(tmpdir(), "cold-start-"));
  unpackStack(product, folder);
  const tables = await startTables();
  await tables.put("PeopleTable", { sub: "s", item: "profile", status: "active", activeTenant: "acme" });
  await tables.put("PeopleTable", { sub: "s", item: "tenant#acme", tenantId: "acme", role: "member" });
  await tables.put("TenantsTable", {
    id: "tenant#acme",
    name: "Acme",
    status: "active",
    defaultRole: "member",
  });
  const cognito = await startCognito();
  const endpoints = {
    AWS_ENDPOINT_URL_DYNAMODB: tables.endpoint,
    AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER: cognito.url,
  };
  const rows: string[] = [];
  for (const name of Object.keys(EVENTS)) {
    const variants: Variant[] = name in BARE ? ["ours", "stock", "bare"] : ["ours", "stock"];
    const measured = await Promise.all(
      variants.map(async (variant) => ({ file: await bundle(folder, name, variant), times: [] as number[] })),
    );
    for (let round = 0; round < ROUNDS; round++)
      for (const { file, times } of measured) times.push(await coldStart(file, name, endpoints));
    const cells = measured.flatMap(({ file, times }) => [kilobytes(file), median(times)]);
    rows.push(`| ${[name, ...cells, ...(measured.length < 3 ? ["", ""] : [])].join(" | ")} |`);
  }
  await tables.stop();
  cognito.stop();
  const sources = await measureSources(folder);
  rmSync(folder, { recursive: true });
  writeFileSync(path.join(__dirname, "cold-start.md"), report(rows, sources));
}

/** The drivers connect when they are asked for the first time: what they add to a start is that they are loaded. */
async function measureSources(folder: string): Promise<readonly string[]> {
  const measured: { kind: string; name: string; product: string; file: string; times: number[] }[] = [];
  for (const [kind, source] of Object.entries(SOURCES)) {
    const product = await packagedProduct([
      "--stage",
      "dev",
      `--param=legacySource=${JSON.stringify(source)}`,
    ]);
    const unpacked = path.join(folder, kind);
    mkdirSync(unpacked);
    unpackStack(product, unpacked);
    for (const name of ["user-migration", "pre-sign-up"])
      measured.push({ kind, name, product, file: bundleFile(unpacked, name), times: [] });
  }
  for (let round = 0; round < ROUNDS; round++)
    for (const { name, product, file, times } of measured)
      times.push((await start(file, name, readTemplate(product), {}))[0]);
  return Object.keys(SOURCES).map((kind) => {
    const cells = measured
      .filter((each) => each.kind === kind)
      .flatMap(({ name, product, times }) => [
        Math.round(statSync(path.join(product, `${name}.zip`)).size / 1_000),
        median(times),
      ]);
    return `| ${[kind, ...cells].join(" | ")} |`;
  });
}

/** Answers every call of Cognito's as a sign-in that has worked. */
async function startCognito() {
  const result = { AccessToken: "a", IdToken: "i", RefreshToken: "r", TokenType: "Bearer", ExpiresIn: 3_600 };
  const server = createServer((incoming, response) => {
    incoming.resume().on("end", () => {
      response.writeHead(200, { "content-type": "application/x-amz-json-1.1" });
      response.end(JSON.stringify({ AuthenticationResult: result }));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, stop: () => server.close() };
}

async function bundle(folder: string, name: string, variant: Variant): Promise<string> {
  if (variant === "ours") return bundleFile(folder, name);
  const outfile = path.join(folder, `${name}.${variant}.js`);
  const source = variant === "bare" ? BARE[name] : undefined;
  await build({
    ...(source === undefined
      ? { entryPoints: [path.join(ROOT, `${moduleOf(readTemplate(), name)}.ts`)] }
      : { stdin: { contents: source, resolveDir: ROOT } }),
    outfile,
    bundle: true,
    minify: true,
    platform: "node",
    target: "node20",
    mainFields: ["module", "main"],
    define: { PACKAGED_SOURCE: '"dynamodb"', PACKAGED_SECRETS: '"none"', PACKAGED_LINKING: '"off"' },
  });
  return outfile;
}

/** Milliseconds to load the bundle and to answer for the first time. */
async function coldStart(file: string, name: string, endpoints: Environment): Promise<number> {
  const [load, first] = await start(file, name, readTemplate(), endpoints);
  return load + first;
}

type Environment = Readonly<Record<string, string>>;

async function start(
  file: string,
  name: string,
  template: Template,
  endpoints: Environment,
): Promise<readonly [load: number, first: number]> {
  const { stderr } = await promisify(execFile)(
    process.execPath,
    ["-e", CHILD, file, JSON.stringify(EVENTS[name])],
    {
      env: {
        ...environmentOf(template, name, (logicalId) => logicalId),
        AWS_REGION: "eu-central-1",
        AWS_ACCESS_KEY_ID: "bench",
        AWS_SECRET_ACCESS_KEY: "bench",
        ...endpoints,
        AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true",
        MIGRATION_FLOOR: "0",
      },
    },
  );
  return JSON.parse(stderr);
}

const kilobytes = (file: string): number => Math.round(gzipSync(readFileSync(file)).length / 1_000);

const median = (values: number[]): number =>
  Math.round(values.sort((one, other) => one - other)[Math.floor(values.length / 2)] ?? Number.NaN);

const report = (rows: readonly string[], sources: readonly string[]): string => `# Cold start

\`npm run bench:cold-start\` writes this page: milliseconds to load a bundle and answer one event in a new process, against an
embedded DynamoDB and a stand-in for Cognito, the median of ${ROUNDS}; kB is the bundle, compressed. Ours is what is deployed, which leaves out
the SDK's chain of credential providers and its event streams; stock is the same function with both; bare is the SDK with the one call that
the function makes first, and nothing else. They run in turn on the same machine. Node ${process.version}, ${process.platform} ${process.arch}; Lambda is
slower by its own factor, the relation holds.

| Function | ours, kB | ours, ms | stock, kB | stock, ms | bare, kB | bare, ms |
| --- | --- | --- | --- | --- | --- | --- |
${rows.join("\n")}

What each kind of legacySource has in the two functions that ask it: the archive, and milliseconds to load it.

| legacySource | user-migration, kB | ms | pre-sign-up, kB | ms |
| --- | --- | --- | --- | --- |
${sources.join("\n")}
`;

void main();
