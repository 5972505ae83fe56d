/**
 * One person after another signs up, confirms, signs in and refreshes through the AWS SDK. The laptop edition with
 * all its triggers takes turns with other local user pools, which run none.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { cpus, loadavg, tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import {
  ConfirmSignUpCommand,
  InitiateAuthCommand,
  SignUpCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { NODES, versionOf } from "./function-process";
import {
  installCognitoLocal,
  type PoolServer,
  startCognitoLocal,
  startEdition,
  startMoto,
  startPoolAlone,
} from "./pool-servers";
import { inShort } from "./short";

const PASSWORD = "Analytical-Engine-1843";
const ROUNDS = inShort(5, 2);
/** The length of a round, for each server and number of callers. */
const ROUND_MS = 2_000;
/**
 * Code that has not run often is not compiled yet. A server is warm once a round is hardly better than the best one
 * before.
 */
const WARM_UP = { least: inShort(3, 1), most: inShort(6, 2), hardly: 1.05 };
const CONCURRENCIES = [1, 8] as const;
/** People who exist from the beginning. There are enough that nobody signs in so often that the suite refuses it. */
const PEOPLE = 400;

type Task = "flow" | "sign-in";
type Key = `${Task} ${(typeof CONCURRENCIES)[number]}`;

interface Measured {
  readonly server: PoolServer;
  readonly people: string[];
  /** How many people have tried to join. */
  newcomers: number;
  /** How many requests the server has failed. They do not count as done. */
  errors: number;
  /**
   * How many people have signed in again. Everybody signs in in turn, because many sign-ins of one person are
   * refused.
   */
  signIns: number;
  readonly perSecond: Map<Key, number[]>;
  /** The processor time of a sign-in with eight callers, in milliseconds. */
  readonly costs: number[];
}

async function main(): Promise<void> {
  // The SDK's notice of its later releases is for those who choose its version.
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = "true";
  const { values } = parseArgs({ options: { "cognito-local": { type: "string" } } });
  const temporary = mkdtempSync(path.join(tmpdir(), "bench-pool-"));
  const load = loadavg()[0] ?? 0;
  try {
    const given = values["cognito-local"] ?? process.env.COGNITO_LOCAL_FOLDER;
    const cognitoLocal = given ?? (await installCognitoLocal(temporary));
    const sections: string[] = [];
    for (const node of NODES) sections.push(await measureOn(node, temporary, cognitoLocal));
    const page = report(sections, load);
    writeFileSync(path.join(__dirname, "pool.md"), page);
    process.stdout.write(page);
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
}

/** Measures the servers that run on this Node, and moto. */
async function measureOn(node: string, temporary: string, cognitoLocal: string | undefined): Promise<string> {
  const version = await versionOf(node);
  const folder = path.join(temporary, version);
  mkdirSync(folder);
  const servers: PoolServer[] = [];
  const absent: string[] = [];
  try {
    servers.push(await startEdition(node, folder), await startPoolAlone(node, folder));
    const others = {
      "cognito-local": () => startCognitoLocal(node, folder, cognitoLocal),
      moto: () => startMoto(folder),
    };
    for (const [name, start] of Object.entries(others)) {
      const server = await start();
      if (server === undefined) absent.push(name);
      else servers.push(server);
    }
    const measured = servers.map(
      (server): Measured => ({
        server,
        people: [],
        newcomers: 0,
        errors: 0,
        signIns: 0,
        perSecond: new Map<Key, number[]>(),
        costs: [],
      }),
    );
    await Promise.all(measured.map(joinAll));
    const warmUps = await warmUp(measured);
    for (const one of measured) {
      one.perSecond.clear();
      one.costs.length = 0;
    }
    for (let turn = 0; turn < ROUNDS; turn++) for (const one of measured) await round(one);
    return section(version, measured.map(rowOf), { absent, warmUps });
  } finally {
    for (const server of servers) await server.stop();
  }
}

async function joinAll(measured: Measured): Promise<void> {
  while (measured.people.length < PEOPLE) await joinOne(measured);
}

async function joinOne(measured: Measured): Promise<string> {
  const email = `person-${measured.newcomers++}@acme.example`;
  await join(measured.server, email);
  measured.people.push(email);
  return email;
}

/** Repeats rounds until no server does more than in the rounds before, and returns their number. */
async function warmUp(measured: readonly Measured[]): Promise<number> {
  for (let turn = 1; ; turn++) {
    for (const one of measured) await round(one);
    const isSteady = measured.every(({ perSecond }) => [...perSecond.values()].every(isNoBetter));
    if ((turn >= WARM_UP.least && isSteady) || turn === WARM_UP.most) return turn;
  }
}

const isNoBetter = (rates: readonly number[]): boolean =>
  (rates.at(-1) ?? 0) <= Math.max(...rates.slice(0, -1)) * WARM_UP.hardly;

async function round(measured: Measured): Promise<void> {
  const { server, people, perSecond, costs } = measured;
  const keep = (key: Key, rate: number) => perSecond.set(key, [...(perSecond.get(key) ?? []), rate]);
  for (const concurrency of CONCURRENCIES) {
    const flows = await rate(measured, concurrency, async () =>
      refresh(server, await signIn(server, await joinOne(measured))),
    );
    keep(`flow ${concurrency}`, flows.perSecond);
    const before = server.processorMs();
    const signIns = await rate(measured, concurrency, async () => {
      await signIn(server, people[measured.signIns++ % people.length] ?? "");
    });
    keep(`sign-in ${concurrency}`, signIns.perSecond);
    const after = server.processorMs();
    if (concurrency > 1 && before !== undefined && after !== undefined)
      costs.push((after - before) / signIns.done);
  }
}

/** Counts the tasks that are done in a round. Each caller begins the next task as soon as its own is done. */
async function rate(measured: Measured, concurrency: number, work: () => Promise<void>) {
  const begun = performance.now();
  let done = 0;
  const worker = async () => {
    while (performance.now() - begun < ROUND_MS) {
      try {
        await work();
        done += 1;
      } catch (error) {
        if ((error as { $metadata?: { httpStatusCode?: number } }).$metadata?.httpStatusCode !== 500)
          throw error;
        measured.errors += 1;
      }
    }
  };
  await Promise.all(Array.from({ length: concurrency }, worker));
  return { done, perSecond: (done * 1_000) / (performance.now() - begun) };
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

function rowOf({ server, people, errors, perSecond, costs }: Measured): string {
  const median = (key: Key) => middle(perSecond.get(key) ?? []).toFixed(0);
  const cells = [
    server.name,
    (server.startMs / 1_000).toFixed(1),
    median("flow 1"),
    median("flow 8"),
    median("sign-in 1"),
    median("sign-in 8"),
    costs.length === 0 ? "unknown" : middle(costs).toFixed(1),
    server.residentMegabytes().toFixed(0),
    people.length,
    errors,
  ];
  return `| ${cells.join(" | ")} |`;
}

const middle = (values: readonly number[]): number =>
  [...values].sort((one, other) => one - other)[Math.floor(values.length / 2)] ?? Number.NaN;

interface Circumstances {
  readonly absent: readonly string[];
  readonly warmUps: number;
}

const section = (
  version: string,
  rows: readonly string[],
  { absent, warmUps }: Circumstances,
): string => `## Node ${version}

After ${warmUps} rounds that do not count.

| Server | start, s | flows/s, 1 | flows/s, 8 | sign-ins/s, 1 | sign-ins/s, 8 | CPU a sign-in, ms | memory, MB | people | errors |
| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |
${rows.join("\n")}
${absent.length > 0 ? `\nNot measured, because it could not be started here: ${absent.join(", ")}.\n` : ""}`;

const report = (sections: readonly string[], load: number): string => `# User pool

\`npm run bench:pool\` writes this page: what a local user pool does a second, asked through the AWS SDK. A flow is sign-up,
confirmation, sign-in with the password and refresh. Each figure is the median of ${ROUNDS} rounds, in which the servers take turns
with one and with eight callers at a time, ${ROUND_MS / 1_000} seconds each. The rounds before them do not count: a server has to
be warm. The caller runs on Node ${process.version}, ${process.platform} ${process.arch}, and shares ${cpus().length} CPUs with the servers; moto runs on Python.
The load of the machine before the run was ${load.toFixed(1)}: only the relation between the rows of a table counts.

${sections.join("\n")}
## What the columns say

Start is the time to the first answer; ours contains packaging the service as for a deployment, unless it is packaged already. CPU
is the time that processors work for the server's process during a sign-in, with eight callers. Memory is what that process holds
after the last round; ours contains the tables and every warm function. [\`memory.md\`](memory.md) says how far it grows. An
error is an answer with status 500, and no flow or sign-in that is done.

## What is not comparable

- Ours with triggers runs what the deployment runs: a flow is seven invocations of six functions, each in a thread of its own, with
  their requests to DynamoDB tables. The others run no trigger. It works on both CPUs, moto on one.
- Ours keeps a password as a hash and as a verifier for SRP. Nobody is answered before every change, of people and of tables, is on
  the disk (\`fdatasync\`, one for all who wait). The others keep passwords as they are.
- cognito-local checks neither the password policy nor signatures, and writes all its people to one file again and again: it
  slows down with their number.
- moto takes any confirmation code, checks no signatures, and keeps everything in memory only. It looks for a person among all,
  one by one: it slows down with their number, too.

## Running it

cognito-local is installed into a temporary folder, or taken from the folder that \`--cognito-local\` or \`COGNITO_LOCAL_FOLDER\`
names, where \`npm install --prefix <folder> cognito-local\` has put it. moto is measured if \`moto_server\` is on the path. All listen
on free ports of the loopback address, in temporary folders, and end with the run.
`;

void main();
