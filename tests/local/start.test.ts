import { type ChildProcess, spawn } from "node:child_process";
import {
  appendFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { text } from "node:stream/consumers";
import { isAlive } from "../../commands/cli/is-alive";

const REPOSITORY = path.join(__dirname, "..", "..");
const PARTS = [
  "bin",
  "local/stack/framework-ahead.cjs",
  "local/stack/framework-process.cjs",
  "local/stack/framework.ts",
  "local/stack/package-store.ts",
  "local/stack/quicker-framework.cjs",
];

/**
 * A repository whose `npm start` packages by the parts of this one. In the place of the framework is one that notes its processes
 * and packages nothing.
 */
let root: string;
beforeEach(() => {
  root = mkdtempSync(path.join(realpathSync(tmpdir()), "start-"));
  for (const folder of ["commands", "functions", "infra", "shared"]) mkdirSync(path.join(root, folder));
  for (const part of PARTS) cpSync(path.join(REPOSITORY, part), path.join(root, part), { recursive: true });
  for (const file of ["package.json", "serverless.yml", "tsconfig.json"]) write(file, "{}");
  for (const name of ["esbuild", "@esbuild"]) {
    mkdirSync(path.join(root, "node_modules"), { recursive: true });
    const installed = path.join("node_modules", name);
    symlinkSync(path.join(REPOSITORY, installed), path.join(root, installed), "junction");
  }
  mkdirSync(path.join(root, "begun"));
  write(
    "node_modules/serverless/index.js",
    `require("node:fs").writeFileSync(${JSON.stringify(path.join(root, "begun"))} + "/" + process.pid, "");`,
  );
  write("node_modules/serverless/lib/plugins.js", "");
  write("node_modules/ajv/index.js", "exports.default = class {};");
  write("node_modules/json-cycle/index.js", "");
  write("node_modules/serverless-esbuild/index.js", "");
  write(
    "node_modules/serverless/bin/serverless.js",
    `require("node:fs").mkdirSync(".serverless");
     require("node:fs").writeFileSync(".serverless/by", process.pid + " " + process.argv.slice(2).join(" "));`,
  );
});
afterEach(() => {
  // A test that fails leaves nothing that runs.
  for (const child of started.splice(0)) child.kill("SIGKILL");
  for (const pid of begun().filter(isAlive)) process.kill(pid, "SIGKILL");
  rmSync(root, { recursive: true });
});

function write(file: string, text: string): void {
  mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
  writeFileSync(path.join(root, file), text);
}

/** What `npm start` is, as far as packaging goes. */
const PACKAGES = `
  import { readFileSync } from "node:fs";
  import { packagedProduct } from "./stack/package-store";
  packagedProduct(process.argv.slice(2)).then((product) => console.log(readFileSync(product + "/by", "utf8")));`;

/** Lets a module take its time. */
const SLOWLY = "Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 200);";

const STAYS = `console.log("runs"); setInterval(() => {}, 1_000);`;

const started: ChildProcess[] = [];

function start(...args: readonly string[]) {
  const words = [path.join("bin", "program"), "local/start.ts", ...args];
  const child = spawn(process.execPath, words, { cwd: root });
  started.push(child);
  return child;
}

async function saidBy({ stdout }: ReturnType<typeof start>): Promise<string> {
  return (await text(stdout)).trim();
}

const ended = (child: ChildProcess) => new Promise((resolve) => child.once("close", resolve));

/** The processes of the framework that have begun so far. */
const begun = () => readdirSync(path.join(root, "begun")).map(Number);

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 20));
}

test("the process that loads the framework while the program is built packages the service", async () => {
  write("local/start.ts", PACKAGES);
  const said = await saidBy(start("--stage", "dev"));
  expect(begun()).toHaveLength(1);
  expect(said).toBe(`${begun()[0]} package --stage dev`);
});

test("a program that is kept begins none unless it packages, and then one", async () => {
  write("local/start.ts", PACKAGES);
  await saidBy(start("--stage", "dev"));
  await saidBy(start("--stage", "dev"));
  expect(begun()).toHaveLength(1);
  expect(await saidBy(start("--stage", "prod"))).toMatch(/ package --stage prod$/);
  expect(begun()).toHaveLength(2);
});

test("where the package is kept, the process ends at once", async () => {
  write("local/start.ts", PACKAGES);
  await saidBy(start("--stage", "dev"));
  appendFileSync(path.join(root, "local", "start.ts"), STAYS);
  const program = start("--stage", "dev");
  await until(() => begun().length === 2 && !begun().some(isAlive));
  expect(program.exitCode).toBeNull();
});

test("pools alone need no framework", async () => {
  write("local/start.ts", `console.log("pools");`);
  expect(await saidBy(start("--pool-only"))).toBe("pools");
  expect(begun()).toEqual([]);
});

describe("no process is left by a program that", () => {
  const programs: [string, string][] = [
    ["comes to its end", `console.log("help");`],
    ["refuses its options", "process.exit(1);"],
    ["fails", `throw new Error("broken");`],
    ["does not build", "export const = {;"],
  ];
  test.each(programs)("%s", async (_, code) => {
    write("local/start.ts", code);
    // It ends while the framework is still loading.
    appendFileSync(path.join(root, "node_modules", "serverless", "index.js"), SLOWLY);
    await ended(start());
    await until(() => begun().length === 1 && !begun().some(isAlive));
  });

  test.each(["SIGINT", "SIGTERM", "SIGKILL"] as const)("is ended by %s", async (signal) => {
    write("local/start.ts", STAYS);
    const program = start();
    await new Promise((resolve) => program.stdout.once("data", resolve));
    await until(() => begun().length === 1);
    expect(begun().every(isAlive)).toBe(true);
    program.kill(signal);
    await until(() => !begun().some(isAlive));
  });
});

test("what the framework says when it does not load is told", async () => {
  write("local/start.ts", PACKAGES);
  write("node_modules/serverless-esbuild/index.js", `throw new Error("half installed");`);
  const program = start("--stage", "dev");
  const [said] = await Promise.all([text(program.stderr), ended(program)]);
  expect(said).toContain("the service could not be packaged");
  expect(said).toContain("half installed");
  expect(program.exitCode).toBe(1);
});
