/**
 * One person after another signs up, confirms, signs in and refreshes, through the AWS SDK: against the local edition of
 * this suite with all its triggers, and in turn against other local user pools that run none.
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { cpus, loadavg, tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import {
  ConfirmSignUpCommand,
  InitiateAuthCommand,
  SignUpCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { type PoolServer, startCognitoLocal, startEdition, startMoto } from "./pool-servers";

const PASSWORD = "Analytical-Engine-1843";
const ROUNDS = 5;
const WARM_UP_ROUNDS = 5;
const CONCURRENCIES = [1, 8] as const;
/** What one round does for each server and concurrency, unless its time is up before. */
const FLOWS = 32;
const SIGN_INS = 128;
const LONGEST_MS = 1_400;

type Task = "flow" | "sign-in";
type Key = `${Task} ${(typeof CONCURRENCIES)[number]}`;

interface Measured {
  readonly server: PoolServer;
  readonly people: string[];
  /** How many have signed in again: everybody in turn, because many sign-ins of one person are refused. */
  signIns: number;
  readonly perSecond: Map<Key, number[]>;
}

async function main(): Promise<void> {
  // The SDK's notice of its later releases is for those who choose its version.
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = "true";
  const { values } = parseArgs({ options: { "cognito-local": { type: "string" } } });
  const temporary = mkdtempSync(path.join(tmpdir(), "bench-pool-"));
  const servers: PoolServer[] = [];
  const absent: string[] = [];
  const load = loadavg()[0] ?? 0;
  try {
    servers.push(await startEdition(temporary));
    const given = values["cognito-local"] ?? process.env.COGNITO_LOCAL_FOLDER;
    const others = {
      "cognito-local": () => startCognitoLocal(temporary, given),
      moto: () => startMoto(temporary),
    };
    for (const [name, start] of Object.entries(others)) {
      const server = await start();
      if (server === undefined) absent.push(name);
      else servers.push(server);
    }
    const measured = servers.map(
      (server): Measured => ({ server, people: [], signIns: 0, perSecond: new Map<Key, number[]>() }),
    );
    // What is only slow at first is not what is compared: code that has not run often is not compiled yet.
    for (let turn = 0; turn < WARM_UP_ROUNDS; turn++) for (const one of measured) await round(one, false);
    for (let turn = 0; turn < ROUNDS; turn++) for (const one of measured) await round(one, true);
    const page = report(measured.map(rowOf), absent, load);
    writeFileSync(path.join(__dirname, "pool.md"), page);
    process.stdout.write(page);
  } finally {
    for (const server of servers) await server.stop();
    rmSync(temporary, { recursive: true, force: true });
  }
}

async function round(measured: Measured, counts: boolean): Promise<void> {
  const { server, people, perSecond } = measured;
  for (const concurrency of CONCURRENCIES) {
    const flows = await rate(FLOWS, concurrency, async () => {
      const email = `person-${people.length}@acme.example`;
      people.push(email);
      await join(server, email);
      await refresh(server, await signIn(server, email));
    });
    const signIns = await rate(SIGN_INS, concurrency, async () => {
      await signIn(server, people[measured.signIns++ % people.length] ?? "");
    });
    if (!counts) continue;
    for (const [task, result] of Object.entries({ flow: flows, "sign-in": signIns })) {
      const key = `${task} ${concurrency}` as Key;
      perSecond.set(key, [...(perSecond.get(key) ?? []), result]);
    }
  }
}

/** How many were done a second, by so many who each begin the next when theirs is done. */
async function rate(count: number, concurrency: number, work: () => Promise<void>): Promise<number> {
  const begun = performance.now();
  let started = 0;
  let done = 0;
  const worker = async () => {
    while (started < count && performance.now() - begun < LONGEST_MS) {
      started += 1;
      await work();
      done += 1;
    }
  };
  await Promise.all(Array.from({ length: concurrency }, worker));
  return (done * 1_000) / (performance.now() - begun);
}

async function join({ client, clientId, codeFor }: PoolServer, email: string): Promise<void> {
  await client.send(
    new SignUpCommand({
      ClientId: clientId,
      Username: email,
      Password: PASSWORD,
      UserAttributes: [{ Name: "email", Value: email }],
    }),
  );
  await client.send(
    new ConfirmSignUpCommand({
      ClientId: clientId,
      Username: email,
      ConfirmationCode: await codeFor(email),
    }),
  );
}

async function signIn({ client, clientId, name }: PoolServer, email: string): Promise<string> {
  const { AuthenticationResult } = await client.send(
    new InitiateAuthCommand({
      ClientId: clientId,
      AuthFlow: "USER_PASSWORD_AUTH",
      AuthParameters: { USERNAME: email, PASSWORD },
    }),
  );
  if (AuthenticationResult?.RefreshToken === undefined)
    throw new Error(`${name} has signed nobody in as ${email}`);
  return AuthenticationResult.RefreshToken;
}

async function refresh({ client, clientId, name }: PoolServer, token: string): Promise<void> {
  const { AuthenticationResult } = await client.send(
    new InitiateAuthCommand({
      ClientId: clientId,
      AuthFlow: "REFRESH_TOKEN_AUTH",
      AuthParameters: { REFRESH_TOKEN: token },
    }),
  );
  if (AuthenticationResult?.AccessToken === undefined) throw new Error(`${name} has refreshed nothing`);
}

function rowOf({ server, people, perSecond }: Measured): string {
  const median = (key: Key) => middle(perSecond.get(key) ?? []).toFixed(0);
  const cells = [
    server.name,
    (server.startMs / 1_000).toFixed(1),
    median("flow 1"),
    median("flow 8"),
    median("sign-in 1"),
    median("sign-in 8"),
    server.residentMegabytes().toFixed(0),
    people.length,
  ];
  return `| ${cells.join(" | ")} |`;
}

const middle = (values: readonly number[]): number =>
  [...values].sort((one, other) => one - other)[Math.floor(values.length / 2)] ?? Number.NaN;

const report = (rows: readonly string[], absent: readonly string[], load: number): string => `# User pool

\`npm run bench:pool\` writes this page: what a local user pool does a second, asked through the AWS SDK. A flow is sign-up,
confirmation, sign-in with the password and refresh. Each figure is the median of ${ROUNDS} rounds after ${WARM_UP_ROUNDS} that do not
count, in which the servers take turns with one and with eight callers at a time. Node ${process.version}, ${process.platform} ${process.arch},
${cpus().length} CPUs shared with the caller; the load of the machine before the run was ${load.toFixed(1)}, so that only the relation between the rows
counts.

| Server | start, s | flows/s, 1 | flows/s, 8 | sign-ins/s, 1 | sign-ins/s, 8 | memory, MB | people |
| --- | --- | --- | --- | --- | --- | --- | --- |
${rows.join("\n")}
${absent.length > 0 ? `\nNot measured, because it could not be started here: ${absent.join(", ")}.\n` : ""}
Start is the time to the first answer; ours contains packaging the service as for a deployment. Memory is what the server's
process holds after the last round; ours contains the tables and every warm function. [\`memory.md\`](memory.md) says how far
it grows.

## What is not comparable

- Ours runs what the deployment runs: a flow is seven invocations of six functions, each in a thread of its own, and their
  requests to DynamoDB tables on disk. The others run no trigger.
- Ours keeps a password as a hash and as a verifier for SRP, and writes each change to its file before it answers. The others
  keep passwords as they are.
- cognito-local checks neither the password policy nor signatures, and writes all its people to one file again and again: it
  slows down with their number.
- moto takes any confirmation code, checks no signatures, and keeps everything in memory only.

## Running it

cognito-local is installed into a temporary folder, or taken from the folder that \`--cognito-local\` or \`COGNITO_LOCAL_FOLDER\`
names, where \`npm install --prefix <folder> cognito-local\` has put it. moto is measured if \`moto_server\` is on the path. All listen
on free ports of the loopback address, in temporary folders, and end with the run.
`;

void main();
