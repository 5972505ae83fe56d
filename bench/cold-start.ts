/**
 * Cold start of every function: a new process loads the packaged bundle and answers one event, over TLS, against a DynamoDB and
 * a stand-in for Cognito in another process. Beside it the same function with the SDK as it is, for the API the SDK's client
 * alone with the same call, and a function that does nothing; all run in turn, on the Node that runs this and on the deployed
 * one. Then what each source of old users adds to the two that ask it.
 */
import { execFile } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { createServer as createTlsServer } from "node:tls";
import { promisify } from "node:util";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { unpackStack } from "../local/stack/package";
import { packagedProduct } from "../local/stack/package-store";
import { bundleFile } from "../local/stack/packaged-folder";
import { type Authority, createAuthority } from "../tests/harness/certificates";
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
const ROUNDS = 7;

/** The Node that Lambda runs is there after `npm ci --prefix .ci`. */
const DEPLOYED_NODE = path.join(ROOT, ".ci", "node_modules", ".bin", "node");
const NODES = [process.execPath, ...(existsSync(DEPLOYED_NODE) ? [DEPLOYED_NODE] : [])];

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

type Variant = "ours" | "stock" | "bare" | "empty";

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
  const authority = createAuthority("the benchmark");
  const certificates = path.join(folder, "authority.pem");
  writeFileSync(certificates, authority.certificate);
  const fronts = await Promise.all(
    [tables.endpoint, cognito.url].map((url) => startTlsFront(url, authority)),
  );
  const [dynamodb = "", cognitoIdp = ""] = fronts.map(({ url }) => url);
  const endpoints = {
    AWS_ENDPOINT_URL_DYNAMODB: dynamodb,
    AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER: cognitoIdp,
    NODE_EXTRA_CA_CERTS: certificates,
  };
  const results: string[] = [];
  for (const node of NODES) {
    const { stdout: version } = await promisify(execFile)(node, ["--version"]);
    const rows: string[] = [];
    for (const name of Object.keys(EVENTS)) {
      const variants: Variant[] = ["ours", "stock", "bare", "empty"];
      const measured = await Promise.all(
        variants
          .filter((variant) => variant !== "bare" || name in BARE)
          .map(async (variant) => ({
            variant,
            file: await bundle(folder, name, variant),
            times: [] as number[],
          })),
      );
      for (let round = 0; round < ROUNDS; round++)
        for (const { file, times } of measured) times.push(await coldStart(node, file, name, endpoints));
      rows.push(row(name, measured));
    }
    results.push(table(version.trim(), rows));
  }
  await tables.stop();
  cognito.stop();
  for (const { stop } of fronts) stop();
  const sources = await measureSources(folder);
  rmSync(folder, { recursive: true });
  writeFileSync(path.join(__dirname, "cold-start.md"), report(results, sources));
}

interface Measured {
  readonly variant: Variant;
  readonly file: string;
  readonly times: number[];
}

function row(name: string, measured: readonly Measured[]): string {
  const of = (variant: Variant) => measured.find((each) => each.variant === variant);
  const cells = (["ours", "stock", "bare"] as const).flatMap((variant) => {
    const found = of(variant);
    return found === undefined
      ? ["", ""]
      : [kilobytes(found.file), `${median(found.times)} (${least(found.times)})`];
  });
  const ratio = (figure: (values: number[]) => number) =>
    (figure(of("ours")?.times ?? []) / figure(of("stock")?.times ?? [])).toFixed(2);
  return `| ${[name, ...cells, median(of("empty")?.times ?? []), ratio(median), ratio(least)].join(" | ")} |`;
}

/** An address on https: TLS ends there, and everything else is passed on as it came, at once. */
async function startTlsFront(target: string, authority: Authority) {
  const { hostname, port } = new URL(target);
  const { key, certificate } = authority.issue("localhost");
  const server = createTlsServer({ key, cert: certificate, noDelay: true }, (outer) => {
    const inner = connect({ host: hostname, port: Number(port), noDelay: true });
    outer.on("error", () => inner.destroy());
    inner.on("error", () => outer.destroy());
    outer.pipe(inner).pipe(outer);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `https://localhost:${(server.address() as AddressInfo).port}`,
    stop: () => server.close(),
  };
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
      times.push((await start(process.execPath, file, name, readTemplate(product), {}))[0]);
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
  if (variant === "empty") {
    writeFileSync(outfile, "exports.handler = async () => {};");
    return outfile;
  }
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
async function coldStart(node: string, file: string, name: string, endpoints: Environment): Promise<number> {
  const [load, first] = await start(node, file, name, readTemplate(), endpoints);
  return load + first;
}

type Environment = Readonly<Record<string, string>>;

async function start(
  node: string,
  file: string,
  name: string,
  template: Template,
  endpoints: Environment,
): Promise<readonly [load: number, first: number]> {
  const { stderr } = await promisify(execFile)(node, ["-e", CHILD, file, JSON.stringify(EVENTS[name])], {
    env: {
      ...environmentOf(template, name, (logicalId) => logicalId),
      AWS_REGION: "eu-central-1",
      AWS_ACCESS_KEY_ID: "bench",
      AWS_SECRET_ACCESS_KEY: "bench",
      ...endpoints,
      AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true",
      MIGRATION_FLOOR: "0",
    },
  });
  return JSON.parse(stderr);
}

const kilobytes = (file: string): number => Math.round(gzipSync(readFileSync(file)).length / 1_000);

const sorted = (values: readonly number[]) => [...values].sort((one, other) => one - other);
const median = (values: readonly number[]): number =>
  Math.round(sorted(values)[Math.floor(values.length / 2)] ?? Number.NaN);
const least = (values: readonly number[]): number => Math.round(sorted(values)[0] ?? Number.NaN);

const table = (version: string, rows: readonly string[]): string => `## Node ${version}

| Function | ours, kB | ours, ms | stock, kB | stock, ms | bare, kB | bare, ms | empty, ms | ours / stock | of the least |
| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |
${rows.join("\n")}
`;

const report = (tables: readonly string[], sources: readonly string[]): string => `# Cold start

\`npm run bench:cold-start\` writes this page: milliseconds to load a bundle and answer one event in a new process, over TLS, against
an embedded DynamoDB and a stand-in for Cognito; the median of ${ROUNDS} and, in brackets, the least. kB is the bundle, compressed.

- **ours** is what is deployed, in which stand-ins replace parts of the SDK (\`infra/stand-ins.cjs\`).
- **stock** is the same function with the SDK as it is.
- **bare** is the SDK with the one call that the function makes first, and nothing else.
- **empty** is a function that does nothing.

They run in turn on the same machine, ${process.platform} ${process.arch}. Lambda is slower by its own factor, and the relation holds. What is in all of
them is Node's own share: its modules for TLS, the handshakes, and the answers of the tables.

${tables.join("\n")}
## V8's code cache

The package has none, and no parameter asks for one. V8 takes a cache only from the very build that it is itself, on the same kind
of processor. Which build Lambda runs is not known when a package is made, and Lambda changes it without notice. The cache would
then be refused: harmless, but the start would be slow again and nobody would see why.

## Sources of old users

What each kind of legacySource has in the two functions that ask it: the archive, and milliseconds to load it.

| legacySource | user-migration, kB | ms | pre-sign-up, kB | ms |
| --- | --- | --- | --- | --- |
${sources.join("\n")}
`;

void main();
