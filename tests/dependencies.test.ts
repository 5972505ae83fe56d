import { readFileSync } from "node:fs";
import path from "node:path";

interface Locked {
  readonly version?: string;
  readonly integrity?: string;
  readonly resolved?: string;
  readonly hasInstallScript?: boolean;
}

interface Manifest {
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
  readonly allowScripts: Readonly<Record<string, boolean>>;
}

const read = (name: string) => JSON.parse(readFileSync(path.join(__dirname, "..", name), "utf8"));
const { dependencies, devDependencies, allowScripts }: Manifest = read("package.json");
const { packages }: { packages: Record<string, Locked> } = read("package-lock.json");
const { "": _, ...installed } = packages;

test("every dependency is pinned to one version", () => {
  for (const version of Object.values({ ...dependencies, ...devDependencies }))
    expect(version).toMatch(/^(npm:.+@)?\d+\.\d+\.\d+$/);
});

test("what is installed is locked by its digest, and comes from the registry of whoever installs it", () => {
  expect(Object.values(installed).length).toBeGreaterThan(100);
  for (const [name, { integrity, resolved }] of Object.entries(installed))
    expect({ name, integrity, resolved }).toEqual({
      name,
      integrity: expect.stringMatching(/^sha512-/),
      resolved: undefined,
    });
});

test("no package runs a script of its own when it is installed", () => {
  const withScript = Object.entries(installed)
    .filter(([, { hasInstallScript }]) => hasInstallScript)
    .map(([folder]) => folder.slice(folder.lastIndexOf("node_modules/") + "node_modules/".length));
  expect(allowScripts).toEqual(Object.fromEntries(withScript.map((name) => [name, false])));
});
