import { appendFileSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { unzipSync } from "fflate";
import { begin } from "../../../local/stack/framework-ahead.cjs";
import { fingerprint, packagedProduct } from "../../../local/stack/package-store";
import { copySources } from "./copied-sources";

const DEV = ["--stage", "dev"];

let root: string;
beforeEach(() => {
  root = copySources();
});
afterEach(() => rmSync(root, { recursive: true }));

test.each([
  ["a handler", "functions/pre-sign-up/handler.ts"],
  ["shared code", "shared/email.ts"],
  ["a page's code", "functions/panel/browser/main.ts"],
  ["a part of the stack", "infra/roles.yml"],
  ["a plugin", "infra/plugins/parameters.cjs"],
  ["the service", "serverless.yml"],
  ["the compiler's options", "tsconfig.json"],
  ["the package file", "package.json"],
  ["the lockfile", "package-lock.json"],
])("an edit of %s makes another package", (_, file) => {
  const before = fingerprint(DEV, root);
  expect(fingerprint(DEV, root)).toBe(before);
  appendFileSync(path.join(root, file), "\n");
  expect(fingerprint(DEV, root)).not.toBe(before);
});

test("a file that comes, goes or is renamed makes another package", () => {
  const seen = new Set([fingerprint(DEV, root)]);
  const file = (name: string) => path.join(root, "shared", name);
  writeFileSync(file("one.ts"), "");
  seen.add(fingerprint(DEV, root));
  rmSync(file("one.ts"));
  writeFileSync(file("two.ts"), "");
  seen.add(fingerprint(DEV, root));
  rmSync(file("two.ts"));
  rmSync(file("email.ts"));
  seen.add(fingerprint(DEV, root));
  expect(seen.size).toBe(4);
});

test("another stage and other parameters make another package, however they are split", () => {
  const digests = [
    DEV,
    ["--stage", "prod"],
    [...DEV, "--param=mfa=off"],
    [...DEV, "--param=mfa=", "off"],
    [...DEV, "--param=mfa=required"],
  ].map((args) => fingerprint(args, root));
  expect(new Set(digests).size).toBe(digests.length);
});

test("what has been packaged is not packaged again, until it is edited", async () => {
  const archiveOf = (product: string) => path.join(product, "pre-sign-up.zip");
  const codeIn = (product: string) =>
    Object.values(unzipSync(readFileSync(archiveOf(product))))
      .map((code) => Buffer.from(code).toString())
      .join();
  // Whatever an earlier run of this test has kept is another package.
  const mark = `edit ${Date.now()} ${process.pid}`;
  appendFileSync(
    path.join(root, "functions", "pre-sign-up", "index.ts"),
    `console.debug("${mark}, first");\n`,
  );
  const first = await packagedProduct(DEV, root);
  expect(codeIn(first)).toContain(`${mark}, first`);
  const { mtimeMs, ino } = statSync(archiveOf(first));
  expect(await packagedProduct(DEV, root)).toBe(first);
  expect(statSync(archiveOf(first))).toMatchObject({ mtimeMs, ino });

  // A process that has begun before an edit knows nothing yet of what it packages.
  begin();
  appendFileSync(
    path.join(root, "functions", "pre-sign-up", "index.ts"),
    `console.debug("${mark}, second");\n`,
  );
  const second = await packagedProduct(DEV, root);
  expect(codeIn(second)).toContain(`${mark}, second`);
  rmSync(first, { recursive: true });
  rmSync(second, { recursive: true });
});

test("what the framework does not know in the service file stops packaging, also on a machine's first run", async () => {
  const schemas = path.join(root, "schemas");
  const { SLS_SCHEMA_CACHE_BASE_DIR: before } = process.env;
  process.env.SLS_SCHEMA_CACHE_BASE_DIR = schemas;
  try {
    const service = path.join(root, "serverless.yml");
    writeFileSync(
      service,
      readFileSync(service, "utf8").replace(/^provider:$/m, "provider:\n  memorySzie: 256"),
    );
    await expect(packagedProduct(DEV, root)).rejects.toThrow(
      "Configuration error at 'provider': unrecognized property 'memorySzie'",
    );
    expect(readdirSync(schemas, { recursive: true })).toContainEqual(expect.stringMatching(/\.js$/));
  } finally {
    if (before === undefined) delete process.env.SLS_SCHEMA_CACHE_BASE_DIR;
    else process.env.SLS_SCHEMA_CACHE_BASE_DIR = before;
  }
});
