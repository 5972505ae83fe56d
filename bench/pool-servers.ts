import { type ChildProcess, execFile, execFileSync, spawn } from "node:child_process";
import { mkdirSync, readFileSync } from "node:fs";
import { createServer } from "node:net";
import path from "node:path";
import { setTimeout } from "node:timers/promises";
import { promisify } from "node:util";
import {
  CognitoIdentityProviderClient,
  CreateUserPoolClientCommand,
  CreateUserPoolCommand,
  ListUserPoolsCommand,
} from "@aws-sdk/client-cognito-identity-provider";

export interface PoolServer {
  readonly name: string;
  /** From the start of the process to its first answer. */
  readonly startMs: number;
  readonly client: CognitoIdentityProviderClient;
  readonly clientId: string;
  /** The code that confirms the newest sign-up of an address. */
  codeFor(email: string): Promise<string>;
  residentMegabytes(): number;
  /** The processor time of the process. Undefined if the system does not tell it to the hundredth of a second. */
  processorMs(): number | undefined;
  stop(): Promise<void>;
}

interface Command {
  readonly args: readonly string[];
  readonly folder: string;
  readonly environment?: Readonly<Record<string, string>>;
  readonly port: number;
}

const ROOT = path.join(__dirname, "..");
const START_WITHIN_MS = 40_000;
const INSTALL_WITHIN_MS = 120_000;
const STOP_WITHIN_MS = 5_000;
const CODE = "123456";
const COGNITO_LOCAL = "5.3.0";

/** The whole of `npm start`: packaged functions as triggers, people and tables on disk, and watched sources. */
export async function startEdition(node: string, temporary: string): Promise<PoolServer> {
  const folder = path.join(temporary, "edition");
  const [port, tablesPort] = [await freePort(), await freePort()];
  const ports = ["--pool-port", String(port), "--tables-port", String(tablesPort), "--api-port", "0"];
  const args = [...startArgs(folder), ...ports, "--storage-port", "0"];
  const server = await run(node, { args, folder: ROOT, port });
  // The welcome is written once the tenant that people sign up for exists.
  await server.written("Ctrl-C stops it.", /^/);
  const outputs = await (await fetch(`http://127.0.0.1:${port}/outputs`)).json();
  const { WebClientId } = outputs as { WebClientId: string };
  return {
    ...server,
    name: "this suite, all triggers",
    clientId: WebClientId,
    codeFor: codeIn(server.written),
  };
}

/** A pool that an operation has created, in `npm start -- --pool-only`: people on disk, and no triggers. */
export async function startPoolAlone(node: string, temporary: string): Promise<PoolServer> {
  const port = await freePort();
  const args = [...startArgs(path.join(temporary, "pool-alone")), "--pool-only", "--pool-port", String(port)];
  const server = await run(node, { args, folder: ROOT, port });
  const pool = await createPool(server.client);
  return { ...server, name: "this suite, no triggers", ...pool, codeFor: codeIn(server.written) };
}

/** The arguments of `npm start`. */
const startArgs = (folder: string): string[] => [
  path.join("bin", "program.js"),
  "local/start.ts",
  "--folder",
  folder,
];

/**
 * The code that the terminal shows. The inbox would answer with all its messages, which would change the
 * measurement.
 */
const codeIn =
  (written: (text: string, following: RegExp) => Promise<RegExpExecArray>) => async (email: string) =>
    (await written(`${"sent".padEnd(12)} ${email}`, /^ +(\d{6}) .*\n/))[1] ?? "";

/** cognito-local in the given folder; undefined without a folder. */
export async function startCognitoLocal(
  node: string,
  temporary: string,
  installed: string | undefined,
): Promise<PoolServer | undefined> {
  if (installed === undefined) return undefined;
  const packageFolder = path.join(path.resolve(installed), "node_modules", "cognito-local");
  const { version } = JSON.parse(readFileSync(path.join(packageFolder, "package.json"), "utf8"));
  const folder = path.join(temporary, "cognito-local");
  mkdirSync(folder);
  const port = await freePort();
  const environment = { HOST: "127.0.0.1", PORT: String(port), CODE };
  const args = [path.join(packageFolder, "lib", "bin", "start.js")];
  const server = await run(node, { args, folder, environment, port });
  return { ...server, name: `cognito-local ${version}, no triggers`, ...(await createPool(server.client)) };
}

/** The server of moto; undefined if it is not on the path. */
export async function startMoto(temporary: string): Promise<PoolServer | undefined> {
  const version = motoVersion();
  if (version === undefined) return undefined;
  const port = await freePort();
  const args = ["-H", "127.0.0.1", "-p", String(port)];
  const server = await run("moto_server", { args, folder: temporary, port });
  return { ...server, name: `moto ${version}, no triggers`, ...(await createPool(server.client)) };
}

async function createPool(client: CognitoIdentityProviderClient) {
  const { UserPool } = await client.send(
    new CreateUserPoolCommand({
      PoolName: "bench",
      UsernameAttributes: ["email"],
      AutoVerifiedAttributes: ["email"],
    }),
  );
  const { UserPoolClient } = await client.send(
    new CreateUserPoolClientCommand({
      UserPoolId: UserPool?.Id,
      ClientName: "bench",
      ExplicitAuthFlows: ["ALLOW_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"],
    }),
  );
  return { clientId: UserPoolClient?.ClientId ?? "", codeFor: async () => CODE };
}

/** Installs cognito-local, and returns the folder; undefined if npm fails. */
export async function installCognitoLocal(temporary: string): Promise<string | undefined> {
  const folder = path.join(temporary, "npm");
  mkdirSync(folder);
  const wanted = `cognito-local@${COGNITO_LOCAL}`;
  const args = ["install", "--prefix", folder, "--ignore-scripts", "--no-audit", "--no-fund", wanted];
  try {
    await promisify(execFile)("npm", args, { timeout: INSTALL_WITHIN_MS });
    return folder;
  } catch {
    return undefined;
  }
}

/** The server itself does not tell its version. */
function motoVersion(): string | undefined {
  const ask = (program: string, ...args: string[]) =>
    execFileSync(program, args, { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
  try {
    ask("moto_server", "--help");
  } catch {
    return undefined;
  }
  try {
    return ask("python3", "-c", "from importlib.metadata import version; print(version('moto'))").trim();
  } catch {
    return "of an unknown version";
  }
}

async function run(program: string, { args, folder, environment, port }: Command) {
  const begun = performance.now();
  const child = spawn(program, args, {
    cwd: folder,
    env: { ...process.env, ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (data) => {
      output = `${output}${data}`.slice(-20_000);
    });
  child.on("error", (error) => {
    output += error.message;
  });
  const until = async <Found>(find: () => Found | undefined | Promise<Found | undefined>): Promise<Found> => {
    const deadline = performance.now() + START_WITHIN_MS;
    for (;;) {
      const found = await find();
      if (found !== undefined) return found;
      if (performance.now() > deadline || child.exitCode !== null || child.signalCode !== null)
        throw new Error(`${program} ${args.join(" ")} keeps silent:\n${output}`);
      await setTimeout(1);
    }
  };
  const client = new CognitoIdentityProviderClient({
    endpoint: `http://127.0.0.1:${port}`,
    region: "eu-central-1",
    credentials: { accessKeyId: "bench", secretAccessKey: "bench" },
    maxAttempts: 1,
  });
  const stop = async () => {
    client.destroy();
    await end(child);
  };
  try {
    await until(() =>
      client.send(new ListUserPoolsCommand({ MaxResults: 1 })).then(
        () => true,
        () => undefined,
      ),
    );
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    startMs: performance.now() - begun,
    client,
    /** Waits for what the process writes after the last occurrence of a text. */
    written: (text: string, following: RegExp) =>
      until(() => {
        const place = output.lastIndexOf(text);
        return (place >= 0 && following.exec(output.slice(place + text.length))) || undefined;
      }),
    residentMegabytes: () =>
      Number(execFileSync("ps", ["-o", "rss=", "-p", String(child.pid)], { encoding: "utf8" })) / 1_024,
    processorMs: () => processorMs(child.pid),
    stop,
  };
}

/** https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html: user and system time, of all threads, in hundredths of a second. */
function processorMs(pid: number | undefined): number | undefined {
  if (process.platform !== "linux") return undefined;
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8")
    .replace(/^.*\) /s, "")
    .split(" ");
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

async function end(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const exited = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  child.kill("SIGTERM");
  const late = new AbortController();
  await Promise.race([
    exited,
    setTimeout(STOP_WITHIN_MS, undefined, { signal: late.signal }).then(
      () => child.kill("SIGKILL"),
      () => {},
    ),
  ]);
  late.abort();
  await exited;
}

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() =>
        address !== null && typeof address === "object"
          ? resolve(address.port)
          : reject(new Error("no port is free")),
      );
    });
  });
