/**
 * Cold start of every trigger: a new process loads the bundle and answers one recorded event, against a DynamoDB in
 * another process. Beside it the same trigger with the SDK's whole chain of credential providers, run in turn.
 */
import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { packageService } from "../tests/package-service.cjs";
import { environmentOf, readTemplate } from "../tests/packaged-service";
import { startTables } from "../tests/tables";

const EVENTS: Readonly<Record<string, string>> = {
  "pre-sign-up": "PreSignUp_SignUp",
  "user-migration": "UserMigration_Authentication",
  "post-confirmation": "PostConfirmation_ConfirmSignUp",
  "pre-authentication": "PreAuthentication_Authentication",
  "post-authentication": "PostAuthentication_Authentication",
  "pre-token-generation": "TokenGeneration_Authentication",
  "custom-message": "CustomMessage_SignUp",
};
const ROUNDS = 15;
const ROOT = path.join(__dirname, "..");

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

async function main(): Promise<void> {
  process.env.PACKAGED_SERVICE = await packageService("--stage", "dev");
  const folder = mkdtempSync(path.join(tmpdir(), "cold-start-"));
  const tables = await startTables();
  const rows: string[] = [];
  for (const trigger of Object.keys(EVENTS)) {
    const ours = await bundle(folder, trigger, true);
    const stock = await bundle(folder, trigger, false);
    const times: [number[], number[]] = [[], []];
    for (let round = 0; round < ROUNDS; round++) {
      times[0].push(await coldStart(ours, trigger, tables.endpoint));
      times[1].push(await coldStart(stock, trigger, tables.endpoint));
    }
    rows.push(
      `| ${trigger} | ${kilobytes(ours)} | ${median(times[0])} | ${kilobytes(stock)} | ${median(times[1])} |`,
    );
  }
  await tables.stop();
  rmSync(folder, { recursive: true });
  writeFileSync(path.join(__dirname, "cold-start.md"), report(rows));
}

async function bundle(folder: string, trigger: string, lean: boolean): Promise<string> {
  const outfile = path.join(folder, `${trigger}.${lean ? "lean" : "stock"}.js`);
  await build({
    entryPoints: [path.join(ROOT, "functions", trigger, "index.ts")],
    outfile,
    bundle: true,
    minify: true,
    platform: "node",
    target: "node20",
    mainFields: ["module", "main"],
    alias: lean
      ? { "@aws-sdk/credential-provider-node": path.join(ROOT, "shared/aws/lambda-credentials.ts") }
      : {},
  });
  return outfile;
}

/** Milliseconds to load the bundle and to answer for the first time. */
async function coldStart(file: string, trigger: string, endpoint: string): Promise<number> {
  const event = readFileSync(path.join(ROOT, "tests", "events", `${EVENTS[trigger]}.json`), "utf8");
  const { stderr } = await promisify(execFile)(process.execPath, ["-e", CHILD, file, event], {
    env: {
      ...environmentOf(readTemplate(), trigger, (logicalId) => logicalId),
      AWS_REGION: "eu-central-1",
      AWS_ACCESS_KEY_ID: "bench",
      AWS_SECRET_ACCESS_KEY: "bench",
      AWS_ENDPOINT_URL_DYNAMODB: endpoint,
      AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true",
    },
  });
  const [load, first]: [number, number] = JSON.parse(stderr);
  return load + first;
}

const kilobytes = (file: string): number => Math.round(gzipSync(readFileSync(file)).length / 1_000);

const median = (values: number[]): number =>
  Math.round(values.sort((one, other) => one - other)[Math.floor(values.length / 2)] ?? Number.NaN);

const report = (rows: readonly string[]): string => `# Cold start

\`npm run bench:cold-start\` writes this page: milliseconds to load a bundle and answer one event in a new process, against an
embedded DynamoDB, the median of ${ROUNDS}; kB is the bundle, compressed. Ours takes its credentials from the environment alone;
stock has the SDK's whole chain of credential providers. The two run in turn on the same machine. Node ${process.version},
${process.platform} ${process.arch}; Lambda is slower by its own factor, the relation holds.

| Trigger | ours, kB | ours, ms | stock, kB | stock, ms |
| --- | --- | --- | --- | --- |
${rows.join("\n")}
`;

void main();
