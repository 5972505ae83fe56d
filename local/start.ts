import path from "node:path";
import { parseArgs } from "node:util";
import { DEMO, putDemo } from "./demo";
import { type Edition, startEdition } from "./edition";
import type { Invocation } from "./lambda/invocation";

const USAGE = `npm start -- [options]

Runs the suite on this computer: the packaged functions, a Cognito-compatible user pool and an embedded DynamoDB.

  --stage <stage>            the stage to run, dev unless given
  --param <name>=<value>     a parameter of the stage, as in a deployment; may be repeated
  --pool-port <port>         where the pool listens, 9229 unless given
  --tables-port <port>       where the tables listen, 8000 unless given
  --api-port <port>          where the HTTP API listens if the service has one, 3001 unless given
  --folder <folder>          where packages, people and tables are kept, .local unless given
  --fresh                    forgets the people and tables of earlier runs of the stage
  --help                     prints this
`;

const REPOSITORY = path.join(__dirname, "..");

async function main(interruption: Interruption): Promise<void> {
  const options = readOptions();
  if (options === undefined) return;
  // As in Lambda. The SDK's notice of its later releases is for those who choose its version.
  process.env.TZ = "UTC";
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = "true";
  const begun = performance.now();
  const edition = await startEdition({
    ...options,
    keeps: true,
    sources: REPOSITORY,
    onProgress: (step) => process.stdout.write(`${step} ...\n`),
    onMessage: ({ medium, to, subject, code }) =>
      process.stdout.write(`${medium} to ${to}: ${subject ?? ""} [${code}]\n`),
    onBroken: tellOnce(
      ({ name, error }) => `${name} does not build, the last one that did stays:\n${error}\n`,
    ),
  });
  edition.lambda.onInvocation((invocation) => process.stderr.write(complaintsOf(invocation)));
  await putDemo(edition);
  if (!interruption.isDue()) process.stdout.write(welcome(edition, performance.now() - begun));
  await interruption.due;
  await edition.stop();
  process.exit(0);
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

/** What a developer wants to see of a function at once: lines of its own, and that it has failed. All else is in /invocations. */
function complaintsOf({ functionName, log, outcome }: Invocation): string {
  const lines = log.flatMap((line) => {
    if (typeof line !== "string") return line.level === "error" ? `fault ${JSON.stringify(line.error)}` : [];
    // Lambda notes every error that is thrown, and thus every refusal.
    return line.includes("\tInvoke Error \t") ? [] : line.replaceAll("\r", "\n");
  });
  if (outcome.kind === "failed" && outcome.errorType !== "RejectionError")
    lines.push(`${outcome.errorType} ${outcome.errorMessage}`);
  return lines.map((line) => `${functionName}: ${line}\n`).join("");
}

function readOptions() {
  const { values } = parseArgs({
    options: {
      stage: { type: "string" },
      param: { type: "string", multiple: true },
      "pool-port": { type: "string", default: "9229" },
      "tables-port": { type: "string", default: "8000" },
      "api-port": { type: "string", default: "3001" },
      folder: { type: "string", default: path.join(REPOSITORY, ".local") },
      fresh: { type: "boolean", default: false },
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
  return {
    ...(values.stage !== undefined && { stage: values.stage }),
    parameters: Object.fromEntries((values.param ?? []).map(readParameter)),
    poolPort: readPort("pool-port", values["pool-port"]),
    tablesPort: readPort("tables-port", values["tables-port"]),
    apiPort: readPort("api-port", values["api-port"]),
    folder: path.resolve(values.folder),
    fresh: values.fresh,
  };
}

function readParameter(written: string): [string, string] {
  const [, name, value] = /^([^=]+)=(.+)$/s.exec(written) ?? [];
  if (name === undefined || value === undefined)
    throw new Error(`--param ${written} is not of the form <name>=<value>`);
  return [name, value];
}

function readPort(option: string, written: string): number {
  const port = Number(written);
  if (!/^\d{1,5}$/.test(written) || port > 65_535) throw new Error(`--${option} ${written} is not a port`);
  return port;
}

function welcome({ stack, poolUrl, apiUrl, tables }: Edition, milliseconds: number): string {
  const web = stack.clients.find(({ name }) => name === "web");
  const migration = stack.functions.find(({ name }) => name === "user-migration");
  // Another source than the table of the stack knows nothing of the demo's people.
  const hasDemoUsers = migration?.environment.LEGACY_SOURCE?.includes('"dynamodb"') ?? false;
  const call = (operation: string, input: object) =>
    `curl -s ${poolUrl} -H 'content-type: application/x-amz-json-1.1' \\\n` +
    `  -H 'x-amz-target: AWSCognitoIdentityProviderService.${operation}' \\\n` +
    `  -d '${JSON.stringify(input)}'`;
  return `
The suite runs (${(milliseconds / 1_000).toFixed(1)} s).

  user pool   ${stack.pool.id} at ${poolUrl}
  web client  ${web?.id}
  tables      ${tables.endpoint}${apiUrl === undefined ? "" : `\n  HTTP API    ${apiUrl}`}
  outputs     ${poolUrl}/outputs
  inbox       ${poolUrl}/inbox
  invocations ${poolUrl}/invocations

The first start has made:

  tenant      acme, which owns acme.example
  invited     ${DEMO.invited}, as admin
${hasDemoUsers ? `  old system  ${DEMO.legacy} with the password "${DEMO.legacyPassword}"` : "  old system  as legacySource says"}

Not imitated, because it changes no answer: ${stack.notes.join("; ")}.

Try:

${hasDemoUsers ? `${call("InitiateAuth", { ClientId: web?.id, AuthFlow: "USER_PASSWORD_AUTH", AuthParameters: { USERNAME: DEMO.legacy, PASSWORD: DEMO.legacyPassword } })}\n\n` : ""}${call("SignUp", { ClientId: web?.id, Username: DEMO.invited, Password: "Analytical-Engine-1843" })}

curl -s ${poolUrl}/inbox

Ctrl-C stops it.
`;
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
      ? `port ${error.port} is in use: stop what runs there, or choose another with --pool-port, --tables-port or --api-port`
      : error.message;
  process.stderr.write(`${message}\n`);
  process.exit(1);
});
