import path from "node:path";
import { parseArgs } from "node:util";
import { putDemo } from "./demo";
import { startEdition } from "./edition";
import { startPoolOnly } from "./pool-only";
import { linesOf } from "./reports/lines";
import type { Report } from "./reports/report";
import { type Details, welcome, welcomeToPools } from "./welcome";

const USAGE = `npm start -- [options]

Runs the suite on this computer: the packaged functions, a Cognito-compatible user pool, an embedded DynamoDB and S3.

  --stage <stage>            the stage to run, dev unless given
  --param <name>=<value>     a parameter of the stage, as in a deployment; may be repeated
  --pool-port <port>         where the pool listens, 9229 unless given
  --tables-port <port>       where the tables listen, 8000 unless given
  --storage-port <port>      where the files listen if the service has a bucket for them, 20005 unless given
  --api-port <port>          where the HTTP API listens if the service has one, 3001 unless given
  --folder <folder>          where packages, people, tables and files are kept, .local unless given
  --pool-only                starts user pools alone, for tests that make their own; see docs/pool-only.md
  --template <file>          with --pool-only: the pool of this CloudFormation template, with its triggers
  --issuer <issuer>          who tokens are from: aws, unless it is to be local, the pool's own address
  --fresh                    forgets the people, tables and files of earlier runs of the stage
  --verbose                  tells of every run of a function, and what of the stack is not imitated
  --help                     prints this
`;

const REPOSITORY = path.join(__dirname, "..");

async function main(interruption: Interruption): Promise<void> {
  const options = readOptions();
  if (options === undefined) return;
  const { verbose } = options;
  const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();
  const hasColours = process.stdout.isTTY && !process.env.NO_COLOR;
  // As in Lambda. The SDK's notice of its later releases is for those who choose its version.
  process.env.TZ = "UTC";
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = "true";
  const begun = performance.now();
  const onReport = (report: Report) => {
    if (verbose || !report.isRoutine) process.stdout.write(linesOf(report, { hasColours, timeZone }));
  };
  const { running, words } = options.isPoolOnly
    ? await runPools(options, onReport)
    : await runSuite(options, onReport);
  if (!interruption.isDue())
    process.stdout.write(words({ milliseconds: performance.now() - begun, verbose }));
  await interruption.due;
  await running.stop();
  process.exit(0);
}

async function runSuite(options: Options, onReport: (report: Report) => void) {
  const edition = await startEdition({
    ...options,
    keeps: true,
    sources: REPOSITORY,
    onProgress: (step) => process.stdout.write(`${step} ...\n`),
    onReport,
    onBroken: tellOnce(
      ({ name, error }) => `${name} does not build, the last one that did stays:\n${error}\n`,
    ),
  });
  await putDemo(edition);
  return { running: edition, words: (details: Details) => welcome(edition, details) };
}

async function runPools(options: Options, onReport: (report: Report) => void) {
  const region = process.env.AWS_REGION;
  const running = await startPoolOnly({ ...options, region, keeps: true, onReport });
  return { running, words: (details: Details) => welcomeToPools(running, details) };
}

/** Whatever is said again and again, with every invocation, is written once. */
function tellOnce<Value>(textOf: (value: Value) => string): (value: Value) => void {
  let last = "";
  return (value) => {
    const text = textOf(value);
    if (text !== last) process.stderr.write(text);
    last = text;
  };
}

type Options = NonNullable<ReturnType<typeof readOptions>>;

function readOptions() {
  const { values } = parseArgs({
    options: {
      stage: { type: "string" },
      param: { type: "string", multiple: true },
      "pool-port": { type: "string", default: "9229" },
      "tables-port": { type: "string", default: "8000" },
      "api-port": { type: "string", default: "3001" },
      // Where Amplify looks for an S3 over HTTP.
      "storage-port": { type: "string", default: "20005" },
      folder: { type: "string", default: path.join(REPOSITORY, ".local") },
      "pool-only": { type: "boolean", default: false },
      template: { type: "string" },
      issuer: { type: "string", default: "aws" },
      fresh: { type: "boolean", default: false },
      verbose: { type: "boolean", default: false },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) {
    process.stdout.write(USAGE);
    return undefined;
  }
  // It is part of a path before the framework sees it.
  if (values.stage !== undefined && !/^[a-z][a-z0-9-]{0,30}$/.test(values.stage))
    throw new Error(`the stage ${values.stage} must be lower-case letters, digits and hyphens`);
  if (values.template !== undefined && !values["pool-only"])
    throw new Error("--template is for --pool-only: the suite runs its own template");
  if (values["pool-only"] && values.template === undefined && values.param !== undefined)
    throw new Error("--param is for a --template: pools without one have no parameters");
  return {
    ...(values.stage !== undefined && { stage: values.stage }),
    isPoolOnly: values["pool-only"],
    template: values.template,
    parameters: Object.fromEntries((values.param ?? []).map(readParameter)),
    poolPort: readPort("pool-port", values["pool-port"]),
    tablesPort: readPort("tables-port", values["tables-port"]),
    apiPort: readPort("api-port", values["api-port"]),
    storagePort: readPort("storage-port", values["storage-port"]),
    issuer: readIssuer(values.issuer),
    folder: path.resolve(values.folder),
    fresh: values.fresh,
    verbose: values.verbose,
  };
}

function readParameter(written: string): [string, string] {
  const [, name, value] = /^([^=]+)=(.+)$/s.exec(written) ?? [];
  if (name === undefined || value === undefined)
    throw new Error(`--param ${written} is not of the form <name>=<value>`);
  return [name, value];
}

function readIssuer(written: string): "aws" | "local" {
  if (written !== "aws" && written !== "local")
    throw new Error(`--issuer ${written} is neither aws nor local`);
  return written;
}

function readPort(option: string, written: string): number {
  const port = Number(written);
  if (!/^\d{1,5}$/.test(written) || port > 65_535) throw new Error(`--${option} ${written} is not a port`);
  return port;
}

interface Interruption {
  readonly due: Promise<void>;
  readonly isDue: () => boolean;
}

/** What has begun is ended in order, also while the suite is starting; a second Ctrl-C does not wait for that. */
function listenForInterruption(): Interruption {
  let isDue = false;
  const due = new Promise<void>((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM"] as const)
      process.once(signal, () => {
        if (!isDue) process.stdout.write("stopping ...\n");
        isDue = true;
        resolve();
      });
  });
  return { isDue: () => isDue, due };
}

const interruption = listenForInterruption();

main(interruption).catch((error: NodeJS.ErrnoException & { port?: number }) => {
  // Ctrl-C reaches the processes that package the service as well, and makes them fail.
  if (interruption.isDue()) process.exit(0);
  const message =
    error.code === "EADDRINUSE"
      ? `port ${error.port} is in use: stop what runs there, or choose another with --pool-port, --tables-port, --api-port or --storage-port`
      : error.message;
  process.stderr.write(`${message}\n`);
  process.exit(1);
});
