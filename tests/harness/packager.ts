import { fork } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync } from "node:fs";
import { request } from "node:http";
import { tmpdir } from "node:os";
import path from "node:path";
import { json } from "node:stream/consumers";
import { linkSources, REPOSITORY, type Surroundings } from "../../local/stack/framework";
import { type FrameworkRun, withoutAccount } from "../../local/stack/framework-ahead.cjs";

/**
 * Begins the process that makes all packages of a run of tests: to load the framework takes longer than to package. It ends with
 * this one. No other user can enter the folder of its socket.
 */
export async function startPackager(): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), "packager-"));
  const socket =
    process.platform === "win32"
      ? path.join("\\\\.\\pipe", path.basename(folder))
      : path.join(folder, "socket");
  const packager = fork(path.join(__dirname, "packager-process.cjs"), [socket, folder], {
    env: withoutAccount(process.env),
    execArgv: [],
    stdio: "ignore",
  });
  await once(packager, "message");
  packager.unref();
  packager.channel?.unref();
  process.env.PACKAGER = socket;
}

/** What `runServerless` does, in that process. */
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
