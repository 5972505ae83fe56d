import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer, request } from "node:http";
import { tmpdir } from "node:os";
import path from "node:path";
import { json } from "node:stream/consumers";
import { linkSources, REPOSITORY, type Surroundings } from "../../local/stack/framework";
import { type FrameworkRun, withoutAccount } from "../../local/stack/framework-ahead.cjs";

/** The process keeps some 10 MB of each package in memory. */
const MOST_PACKAGES = 32;

/**
 * Makes the packages of a run of tests in one process after another, because loading the framework takes longer than packaging.
 * The workers of the run reach it by a socket. No other user can enter the socket's folder.
 */
export async function startPackager(): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), "packager-"));
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
  const socket =
    process.platform === "win32"
      ? path.join("\\\\.\\pipe", path.basename(folder))
      : path.join(folder, "socket");
  let packager: ChildProcess | undefined;
  let made = 0;
  async function run(command: object): Promise<FrameworkRun> {
    packager ??= begin();
    const outcome = await outcomeOf(command, packager);
    made += 1;
    // A command that fails may have left anything behind.
    if (!outcome.succeeded || made % MOST_PACKAGES === 0) {
      packager.kill();
      packager = undefined;
    }
    return outcome;
  }
  let last: Promise<unknown> = Promise.resolve();
  const server = createServer(async (incoming, outgoing) => {
    const command = (await json(incoming)) as object;
    const outcome = last.then(() => run(command));
    last = outcome;
    outgoing.end(JSON.stringify(await outcome));
  });
  server.listen(socket).unref();
  await once(server, "listening");
  process.env.PACKAGER = socket;
}

/** It ends with this process, which does not wait for it. */
function begin(): ChildProcess {
  const packager = fork(path.join(__dirname, "packager-process.cjs"), {
    env: withoutAccount(process.env),
    execArgv: [],
    stdio: "ignore",
  });
  packager.unref();
  packager.channel?.unref();
  return packager;
}

const outcomeOf = (command: object, packager: ChildProcess): Promise<FrameworkRun> =>
  new Promise((resolve) => {
    const fail = () => resolve({ succeeded: false, output: "" });
    packager.once("exit", fail).once("message", (outcome: FrameworkRun) => {
      packager.off("exit", fail);
      resolve(outcome);
    });
    // A process that has ended in the meantime takes no command.
    packager.send(command, (error) => error && fail());
  });

/** Runs a command as `runServerless` does, but in that process. */
export async function runInPackager(
  args: readonly string[],
  folder: string,
  { root = REPOSITORY, environment = {} }: Surroundings = {},
): Promise<FrameworkRun> {
  linkSources(root, folder);
  const call = request({ socketPath: process.env.PACKAGER, method: "POST", agent: false });
  call.end(JSON.stringify({ args, folder, environment }));
  const [answer] = await once(call, "response");
  return (await json(answer)) as FrameworkRun;
}
