import { once } from "node:events";
import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { connect, type Socket } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import {
  CognitoIdentityProviderClient,
  ListUserPoolsCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { freePort, holdPort } from "../../harness/ports";
import { freePorts, killRunning, runStart } from "./start-command";

let temporary: string;
beforeEach(() => {
  temporary = mkdtempSync(path.join(tmpdir(), "start-"));
});
afterEach(() => {
  killRunning();
  rmSync(temporary, { recursive: true, force: true });
});

/** What the command writes and how it ends, without having begun to keep anything. */
async function refusalOf(...args: string[]) {
  const folder = path.join(temporary, "kept");
  const command = runStart("--folder", folder, ...args);
  const { code } = await command.exit;
  expect(existsSync(folder)).toBe(false);
  return { code, output: command.output() };
}

test("--help lists every option and starts nothing", async () => {
  const { code, output } = await refusalOf("--help");
  expect(code).toBe(0);
  expect([...output.matchAll(/^ {2}(--[\w-]+)/gm)].map(([, option]) => option)).toEqual([
    "--stage",
    "--param",
    "--pool-port",
    "--tables-port",
    "--storage-port",
    "--api-port",
    "--folder",
    "--pool-only",
    "--template",
    "--issuer",
    "--fresh",
    "--verbose",
    "--help",
  ]);
});

test.each([
  ["a port that is none", ["--pool-port", "99999"], "--pool-port 99999 is not a port\n"],
  ["a port in words", ["--tables-port", "http"], "--tables-port http is not a port\n"],
  ["a parameter without a value", ["--param", "mfa"], "--param mfa is not of the form <name>=<value>\n"],
  ["an unknown issuer", ["--issuer", "me"], "--issuer me is neither aws nor local\n"],
  [
    "a template without --pool-only",
    ["--template", "t.yaml"],
    "--template is for --pool-only: the suite runs its own template\n",
  ],
  [
    "a parameter of no template",
    ["--pool-only", "--param", "Team=orders"],
    "--param is for a --template: pools without one have no parameters\n",
  ],
  ["an unknown option", ["--port", "9229"], expect.stringContaining("Unknown option '--port'")],
])("%s stops the start with what is wrong", async (_, args, output) => {
  expect(await refusalOf(...args)).toEqual({ code: 1, output });
});

test.each(["--pool-port", "--tables-port", "--api-port"])(
  "a %s in use is told before anything is packaged or forgotten",
  async (option) => {
    const port = await freePort();
    const { release } = await holdPort(port);
    try {
      expect(await refusalOf(...freePorts(), option, String(port), "--fresh")).toEqual({
        code: 1,
        output: expect.stringMatching(new RegExp(`^port ${port} is in use: .+ ${option}.*\n$`)),
      });
    } finally {
      await release();
    }
  },
);

test("Ctrl-C while the suite is starting ends it too, and leaves nothing half packaged", async () => {
  const command = runStart("--folder", temporary, ...freePorts());
  await command.written("packaging the service");
  command.kill("SIGINT");
  expect(await command.exit).toEqual({ code: 0, signal: null });
  expect(command.output()).not.toContain("The suite runs");
  expect(readdirSync(path.join(temporary, "dev", "package")).sort()).toEqual([
    "cloudformation-template-update-stack.json",
    "functions",
    "serverless-state.json",
  ]);
});

/** A request that has begun. */
async function beginRequest(port: number): Promise<Socket> {
  const socket = connect(port, "127.0.0.1").on("error", () => {});
  await once(socket, "connect");
  await new Promise((resolve) =>
    socket.write("POST / HTTP/1.1\r\nhost: localhost\r\ncontent-length: 100\r\n\r\n{", resolve),
  );
  return socket;
}

test("requests that are given up or never end disturb neither the suite nor Ctrl-C, and the ports are free again", async () => {
  const ports = [await freePort(), await freePort(), await freePort()] as const;
  const command = runStart(
    ...["--folder", temporary, "--pool-port", String(ports[0]), "--tables-port", String(ports[1])],
    ...["--api-port", String(ports[2])],
  );
  const welcome = await command.written("Ctrl-C stops it.");
  expect(welcome).toContain(`HTTP API    http://127.0.0.1:${ports[2]}\n`);
  expect(welcome).toContain(`panel       http://127.0.0.1:${ports[2]}/panel `);
  expect(welcome).toContain(
    `  http://127.0.0.1:${ports[2]}/panel?invitation=the-demo-invites-grace&email=grace%40acme.example\n`,
  );
  const lines = welcome.trimEnd().split("\n");
  expect(lines.length).toBeLessThanOrEqual(25);
  expect(lines.filter((line) => line.length > 100)).toEqual([]);
  for (const port of ports) (await beginRequest(port)).destroy();
  const unfinished = await Promise.all(ports.map(beginRequest));
  const client = new CognitoIdentityProviderClient({
    endpoint: `http://127.0.0.1:${ports[0]}`,
    region: "eu-central-1",
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
  });
  const { UserPools } = await client.send(new ListUserPoolsCommand({ MaxResults: 1 }));
  expect(UserPools).toHaveLength(1);

  command.kill("SIGINT");
  expect(await command.exit).toEqual({ code: 0, signal: null });
  expect(command.output()).toMatch(/stopping \.\.\.\n$/);
  client.destroy();
  for (const socket of unfinished) socket.destroy();
  for (const port of ports) await (await holdPort(port)).release();
});
