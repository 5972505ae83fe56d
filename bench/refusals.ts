/**
 * How long the API takes to refuse strangers, and user-migration to refuse everything that migrates nobody. The
 * page says how well a stranger could tell each kind from an unknown name by the time.
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import bcryptjs from "bcryptjs";
import { unpackStack } from "../local/stack/package";
import { packagedProduct } from "../local/stack/package-store";
import { bundleFile } from "../local/stack/packaged-folder";
import { attemptsTable } from "../shared/attempts/attempts-table";
import { documentClient } from "../shared/aws/dynamodb";
import { environmentOf, readTemplate } from "../tests/harness/packaged-service";
import { startTables } from "../tests/harness/tables";
import { type AskedAlike, measureApi } from "./api-refusals";
import { inShort } from "./short";

const TRIES = inShort(200, 25);
/** The deviation of the share by chance, in 19 of 20 runs. */
const CHANCE = 2 * Math.sqrt(1 / (6 * TRIES));
const FLOOR_MS = 250;
/** Lower than in any stage, so that thousands of requests take less time. */
const API_MIGRATION_FLOOR_MS = 200;
const COST = 10;
/** More attempts than the tries of one kind, in a window that does not end during the run. */
const THROTTLE = { attempts: 999, minutes: 9_999 };

interface Kind {
  readonly row?: object;
  readonly moved?: true;
  readonly isThrottled?: true;
  readonly password?: string;
}

const KINDS: Readonly<Record<string, Kind>> = {
  "unknown name": {},
  "another unknown name": {},
  "wrong password": { row: {} },
  "wrong password of 256 characters": { row: {}, password: "it's ".repeat(51) },
  "disabled, right password": { row: { disabled: true }, password: "right" },
  "malformed hash": { row: { hash: "$2b$10$nonsense" } },
  "hash that is too costly": { row: { hash: `$2b$15$${"a".repeat(53)}` } },
  "moved over already": { row: {}, moved: true, password: "right" },
  "tried too often, right password": { row: {}, isThrottled: true, password: "right" },
};

async function main(): Promise<void> {
  const asked = await measureApi(TRIES, API_MIGRATION_FLOOR_MS);
  const product = await packagedProduct(["--stage", "dev"]);
  const folder = mkdtempSync(path.join(tmpdir(), "refusals-"));
  unpackStack(product, folder);
  process.env.PACKAGED_SERVICE = product;
  const tables = await startTables();
  const hash = bcryptjs.hashSync("right", COST);
  for (const [name, { row, moved }] of Object.entries(KINDS)) {
    const login = loginOf(name);
    if (row !== undefined) await tables.put("LegacyUsersTable", { login, hash, legacyId: name, ...row });
    if (moved) await tables.put("MigrationsTable", { legacyId: name, sub: "another" });
  }
  Object.assign(
    process.env,
    environmentOf(readTemplate(), "user-migration", (logicalId) => logicalId),
    {
      AWS_REGION: "eu-central-1",
      AWS_ACCESS_KEY_ID: "bench",
      AWS_SECRET_ACCESS_KEY: "bench",
      AWS_ENDPOINT_URL_DYNAMODB: tables.endpoint,
      AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true",
      MIGRATION_FLOOR: String(FLOOR_MS),
      MIGRATION_THROTTLE: `${THROTTLE.attempts}/${THROTTLE.minutes}m`,
    },
  );
  for (const [name, { isThrottled }] of Object.entries(KINDS)) if (isThrottled) await exhaust(loginOf(name));
  const { handler } = require(bundleFile(folder, "user-migration"));
  const write = process.stdout.write.bind(process.stdout);
  process.stdout.write = () => true;
  const times = new Map(Object.keys(KINDS).map((name) => [name, [] as number[]]));
  for (let round = -5; round < TRIES; round++)
    for (const [name, { password = "wrong" }] of Object.entries(KINDS)) {
      const begun = performance.now();
      await handler(eventOf(loginOf(name), password));
      if (round >= 0) times.get(name)?.push(performance.now() - begun);
    }
  await tables.stop();
  rmSync(folder, { recursive: true });
  const page = report(times, asked);
  writeFileSync(path.join(__dirname, "refusals.md"), page);
  write(page);
}

async function exhaust(login: string): Promise<void> {
  const { ATTEMPTS_TABLE: table = "", PSEUDONYM_KEY: key = "" } = process.env;
  const attempts = attemptsTable(documentClient(), { table, key, purpose: "migration" });
  for (let attempt = 0; attempt < THROTTLE.attempts; attempt++)
    await attempts.count(login, THROTTLE, new Date(), AbortSignal.timeout(5_000));
}

const loginOf = (name: string): string => `${name.replace(/\W+/g, "-")}@legacy.example`;

const eventOf = (userName: string, password: string) => ({
  version: "1",
  triggerSource: "UserMigration_Authentication",
  region: "eu-central-1",
  userPoolId: "eu-central-1_Example1",
  userName,
  callerContext: { awsSdkVersion: "aws-sdk-unknown-unknown", clientId: "1example23456789" },
  request: { password, validationData: null, userAttributes: null },
  response: {},
});

const quantile = (values: readonly number[], part: number): number =>
  [...values].sort((one, other) => one - other)[Math.floor((values.length - 1) * part)] ?? Number.NaN;

/** How often a try of one kind takes longer than a try of the other. If nobody can tell them apart, it is a half. */
function longer(ones: readonly number[], others: readonly number[]): number {
  const wins = ones.flatMap((one) =>
    others.map((other): number => (one > other ? 1 : one === other ? 0.5 : 0)),
  );
  return wins.reduce((sum, win) => sum + win, 0) / wins.length;
}

function tableOf(times: ReadonlyMap<string, readonly number[]>): string {
  const [[, unknown] = ["", []]] = [...times];
  const rows = [...times].map(([name, values]) =>
    [
      name,
      ...[0.05, 0.5, 0.95].map((part) => quantile(values, part).toFixed(2)),
      longer(values, unknown).toFixed(2),
    ].join(" | "),
  );
  return `| Kind | 5 % | median | 95 % | longer |
| --- | --- | --- | --- | --- |
${rows.map((row) => `| ${row} |`).join("\n")}
`;
}

const sectionOf = ({ route, answers, times }: AskedAlike): string =>
  `### ${route}: ${answers.size} answer${answers.size === 1 ? "" : "s"}

${tableOf(times)}`;

const report = (times: ReadonlyMap<string, readonly number[]>, asked: readonly AskedAlike[]): string =>
  `# Refusals

\`npm run bench:refusals\` writes this page: milliseconds, ${TRIES} tries of each kind in turn. "Longer" is how often a try takes longer than
one with an unknown name: 0.50 means that the time tells nothing. Chance alone moves it by about ${CHANCE.toFixed(2)} either way.
Node ${process.version}, ${process.platform} ${process.arch}.

## The API

The laptop edition with the packaged bundles, over HTTP, migrationFloor ${API_MIGRATION_FLOOR_MS}, throttles off. An hour passes in the pool between two tries.

${asked.map(sectionOf).join("\n")}
## user-migration

What brings nobody over, in one warm process, bcrypt cost ${COST}, migrationFloor ${FLOOR_MS}.

${tableOf(times)}`;

void main();
