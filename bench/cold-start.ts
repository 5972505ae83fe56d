/**
 * The cold start of every function. A new process loads the packaged bundle and answers one event, over TLS. A
 * DynamoDB and stand-ins for the other services run in another process.
 *
 * Each function is compared with the same function with the unchanged SDK; for the API, also with the SDK's client
 * alone and the same call. A function that needs no client is compared with one that does nothing. All of them take
 * turns, on the Node of this process and on the deployed one. Two more tables show the cost of a warm function, and
 * what each source of legacy users adds.
 *
 * `npx tsx bench/cold-start.ts --only pre-sign-up,panel` measures some functions, and prints the figures instead of
 * writing the page.
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { gzipSync } from "node:zlib";
import { tableOf } from "../docs/generators/markdown";
import { unpackStack } from "../local/stack/package";
import { asArguments, packagedProduct } from "../local/stack/package-store";
import { bundleFile, readState } from "../local/stack/packaged-folder";
import { POOL_ID } from "../tests/harness/pool-shapes";
import { EVERYTHING_ON } from "../tests/infra/packaged-stages";
import { least, median } from "./figures";
import { BARE, bundle } from "./function-bundles";
import { EXISTING_CLIENT, eventsOf, putPeople } from "./function-events";
import { type Asked, NODES, runFunction, versionOf } from "./function-process";
import { startServices } from "./function-services";
import { inShort } from "./short";
import { WARM_AFTER, warmTable } from "./warm";

const ROUNDS = inShort(11, 3);

/** A stage with every function: it has the attachment of an existing pool, and people may sign up with a domain. */
const EVERYTHING = {
  ...EVERYTHING_ON,
  signUpPolicy: "domain",
  existingPool: POOL_ID,
  existingClient: EXISTING_CLIENT,
  webClients: {},
  existingSmsRole: "arn:aws:iam::123456789012:role/service-role/sms",
};

const TABLE = { secret: "prod/legacy", table: "users", columns: { login: "email", hash: "password" } };

/** The values of the parameter legacySource, by their names in the page. */
const SOURCES: Readonly<Record<string, object>> = {
  dynamodb: { kind: "dynamodb" },
  https: { kind: "https", secret: "prod/legacy", url: "https://old.example/users" },
  postgresql: { kind: "postgresql", ...TABLE },
  mysql: { kind: "mysql", ...TABLE },
};

/** Milliseconds: until the bundle is loaded, from then to the first answer, and processor time for both. */
interface Start {
  readonly load: number;
  readonly first: number;
  readonly processor: number;
}

const COLD_START = `
  const busy = process.cpuUsage();
  const begun = performance.now();
  const { handler } = require(file);
  const loaded = performance.now();
  handler(event).catch(() => {}).then(() => {
    const first = performance.now() - loaded;
    const { user, system } = process.cpuUsage(busy);
    tell({ load: loaded - begun, first, processor: (user + system) / 1000 });
  });`;

interface Measured {
  readonly file: string;
  readonly starts: Start[];
}

type Row = readonly string[];

async function main(): Promise<void> {
  // The SDK's notice of its later releases is for those who choose its version.
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = "true";
  const { values } = parseArgs({ options: { only: { type: "string" } } });
  const isWanted = (name: string) => values.only === undefined || values.only.split(",").includes(name);
  const temporary = mkdtempSync(path.join(tmpdir(), "cold-start-"));
  process.env.PACKAGED_SERVICE = await packagedProduct(["--stage", "dev"]);
  const dev = await unpacked(temporary, "dev", {});
  const full = await unpacked(temporary, "full", EVERYTHING);
  const services = await startServices(temporary);
  await putPeople(services.tables);
  const events = eventsOf(services.cloudFormation);
  const functions = readState(full).functions.map(({ name }) => name);
  const asked = (folder: string, name: string): Asked => {
    if (!(name in events)) throw new Error(`function-events.ts has no event for ${name}`);
    return { folder, name, event: events[name], environment: services.environment };
  };
  const withClient = functions.filter((name) => name !== "panel").map((name) => asked(full, name));
  const withoutClient = [asked(full, "panel"), asked(dev, "inbound-federation")];
  const triggers = withClient.filter(
    ({ name }) => !/^(api-.*|stack-records|pool-attachment|domain-events)$/.test(name),
  );
  const wanted = (all: readonly Asked[]) => all.filter(({ name }) => isWanted(name));
  const pages: string[] = [];
  for (const node of NODES) {
    pages.push(
      `## Node ${await versionOf(node)}`,
      tableOf(COLUMNS, await rowsOf(node, wanted(withClient), besideStock)),
      "Functions that need no client of the SDK, beside one that does nothing:",
      tableOf(COLUMNS_WITHOUT, await rowsOf(node, wanted(withoutClient), besideEmpty)),
      await warmTable(node, wanted(triggers)),
    );
  }
  await services.stop();
  if (values.only === undefined)
    writeFileSync(path.join(__dirname, "cold-start.md"), report(pages, await sourcesTable(temporary)));
  else process.stdout.write(`${pages.join("\n\n")}\n`);
  rmSync(temporary, { recursive: true });
}

async function unpacked(temporary: string, stage: string, parameters: object): Promise<string> {
  const product = await packagedProduct(["--stage", stage, ...asArguments({ ...parameters })]);
  const folder = path.join(temporary, stage);
  mkdirSync(folder);
  unpackStack(product, folder);
  return folder;
}

async function rowsOf(
  node: string,
  functions: readonly Asked[],
  rowOf: (node: string, asked: Asked) => Promise<Row>,
): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (const asked of functions) rows.push(await rowOf(node, asked));
  return rows;
}

const COLUMNS = [
  "Function",
  "ours, kB",
  "ours, ms",
  "stock, kB",
  "stock, ms",
  "bare, ms",
  "ours / stock",
  "of the least",
  "of the processor",
];

async function besideStock(node: string, asked: Asked): Promise<Row> {
  const { folder, name } = asked;
  const ours: Measured = { file: await bundle(folder, name, "ours"), starts: [] };
  const stock: Measured = { file: await bundle(folder, name, "stock"), starts: [] };
  const bare = name in BARE ? [{ file: await bundle(folder, name, "bare"), starts: [] }] : [];
  await inTurn(node, asked, [ours, stock, ...bare]);
  const ratio = (figure: (values: readonly number[]) => number, part: (start: Start) => number) =>
    (figure(ours.starts.map(part)) / figure(stock.starts.map(part))).toFixed(2);
  return [
    name,
    kilobytes(ours.file),
    milliseconds(ours),
    kilobytes(stock.file),
    milliseconds(stock),
    bare.map(milliseconds).join(),
    ratio(median, timeOf),
    ratio(least, timeOf),
    ratio(least, ({ processor }) => processor),
  ];
}

const COLUMNS_WITHOUT = ["Function", "kB", "ms", "empty, ms", "more than empty, ms"];

async function besideEmpty(node: string, asked: Asked): Promise<Row> {
  const { folder, name } = asked;
  const ours: Measured = { file: await bundle(folder, name, "ours"), starts: [] };
  const empty: Measured = { file: await bundle(folder, name, "empty"), starts: [] };
  await inTurn(node, asked, [ours, empty]);
  const more = median(ours.starts.map(timeOf)) - median(empty.starts.map(timeOf));
  return [name, kilobytes(ours.file), milliseconds(ours), milliseconds(empty), more.toFixed(1)];
}

async function inTurn(node: string, asked: Asked, measured: readonly Measured[]): Promise<void> {
  // The first run of each reads the files from the disk, and sends the first requests of its kind to the tables.
  for (const { file } of measured) await runFunction(node, COLD_START, file, asked);
  for (let round = 0; round < ROUNDS; round++)
    for (const { file, starts } of measured) starts.push(await runFunction(node, COLD_START, file, asked));
}

const timeOf = ({ load, first }: Start): number => load + first;

const milliseconds = ({ starts }: Measured): string =>
  `${Math.round(median(starts.map(timeOf)))} (${Math.round(least(starts.map(timeOf)))})`;

const kilobytes = (file: string): string => (gzipSync(readFileSync(file)).length / 1_000).toFixed(0);

/** A driver connects only when it is first used, so it adds to a cold start only the time for loading it. */
async function sourcesTable(temporary: string): Promise<string> {
  const measured: { kind: string; product: string; asked: Asked; file: string; times: number[] }[] = [];
  for (const [kind, legacySource] of Object.entries(SOURCES)) {
    const product = await packagedProduct(["--stage", "dev", ...asArguments({ legacySource })]);
    const folder = path.join(temporary, kind);
    mkdirSync(folder);
    unpackStack(product, folder);
    for (const name of ["user-migration", "pre-sign-up"])
      measured.push({
        kind,
        product,
        asked: { folder, name, event: {}, environment: {} },
        file: bundleFile(folder, name),
        times: [],
      });
  }
  for (let round = 0; round < ROUNDS; round++)
    for (const { file, asked, times } of measured)
      times.push(await runFunction(process.execPath, LOAD, file, asked));
  const rows = Object.keys(SOURCES).map((kind) => [
    kind,
    ...measured
      .filter((each) => each.kind === kind)
      .flatMap(({ product, asked, times }) => [
        (statSync(path.join(product, `${asked.name}.zip`)).size / 1_000).toFixed(0),
        median(times).toFixed(0),
      ]),
  ]);
  return tableOf(["legacySource", "user-migration, kB", "ms", "pre-sign-up, kB", "ms"], rows);
}

const LOAD = `
  const begun = performance.now();
  require(file);
  // The driver of a database is loaded after the bundle itself.
  setImmediate(() => tell(performance.now() - begun));`;

const report = (pages: readonly string[], sources: string): string => `# Cold start

\`npm run bench:cold-start\` writes this page: milliseconds to load a bundle and answer one event in a new process, over TLS, against
an embedded DynamoDB and stand-ins for Cognito, EventBridge and CloudFormation. It has every function of a stage with everything
on. Figures are the median of ${ROUNDS} and, in brackets, the least. kB is the bundle, compressed.
\`npx tsx bench/cold-start.ts --only pre-sign-up,panel\` measures these two, and prints the figures.

- **ours** is what is deployed, in which stand-ins replace parts of the SDK (\`infra/stand-ins.cjs\`).
- **stock** is the same function with the SDK as it is.
- **bare** is the SDK with the one call that the function makes first, and nothing else.
- **empty** is a function that does nothing.

They run in turn on the same machine, ${process.platform} ${process.arch}. Lambda is slower by its own factor, and the relation holds. What is in all of
them is Node's own share: its modules for TLS, the handshakes, and the answers of the tables. "of the processor" compares the time
that processors worked, user and system, the least of each: other work on the machine changes it less.

The person of the events is known and has an address of their tenant's domain. \`user-migration\` is asked for somebody whom the old
system does not know. \`inbound-federation\` has a client of the SDK only with \`accountLinking\`, so it stands in both tables.

Warm triggers answer the same event again and again, ${WARM_AFTER} times before it counts. Microseconds are those of the processor for an invocation, of the handler
with its log line: **alone**, when the SDK is not called and every request has its answer at once, and **with requests** over a
connection that is kept. "requests" is how many an invocation sends; what a container remembers, such as tenants, it does not ask again.

${pages.join("\n\n")}

## V8's code cache

The package has none, and no parameter asks for one. V8 takes a cache only from the very build that it is itself, with the same
flags. Which build Lambda runs is not known when a package is made, and Lambda changes it without notice. Node refuses the cache of
another build, and compiles as if there was none: that is harmless, but the start would be slow again and nobody would see why.
Node's own \`module.enableCompileCache\` does not help: it writes to a folder, and a new container has an empty one.

## Sources of old users

What each kind of legacySource has in the two functions that ask it: the archive, and milliseconds to load it.

${sources}
`;

void main();
