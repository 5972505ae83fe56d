import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

const ROOT = path.join(__dirname, "..");

interface Import {
  readonly typeOnly: boolean;
  /** A path from the root of the project, or the name of a package. */
  readonly target: string;
}

const filesIn = (folder: string): string[] =>
  readdirSync(path.join(ROOT, folder), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts"))
    .map((name) => path.posix.join(folder, name.split(path.sep).join("/")));

const sourceOf = (file: string): string => readFileSync(path.join(ROOT, file), "utf8");

const importsOf = (file: string): Import[] =>
  [...sourceOf(file).matchAll(/^(?:import|export)\s+(type\s)?[^;]*?from\s+"([^"]+)"/gms)].map(
    ([, type, target = ""]) => ({
      typeOnly: type !== undefined,
      target: target.startsWith(".") ? path.posix.join(path.dirname(file), target) : target,
    }),
  );

const FUNCTIONS = filesIn("functions");
const SHARED = filesIn("shared");

/** The folders that hold a function each: what a bundle is made of. */
const FOLDERS = FUNCTIONS.filter((file) => path.basename(file) === "index.ts")
  .map((file) => path.dirname(file))
  .filter((folder, _, all) => !all.some((other) => folder.startsWith(`${other}/`)));
const isOf = (folder: string, file: string) => file.startsWith(`${folder}/`);

const offenders = (files: readonly string[], offends: (file: string) => boolean) => files.filter(offends);

test("the house is where this test looks for it", () => {
  expect(FUNCTIONS).toContain("functions/pre-sign-up/index.ts");
  expect(SHARED).toContain("shared/people/placement.ts");
  expect(importsOf("functions/pre-sign-up/index.ts")).toContainEqual({
    typeOnly: false,
    target: "functions/pre-sign-up/handler",
  });
});

test("no function imports another", () => {
  const folderOf = (file: string) => FOLDERS.find((folder) => isOf(folder, file));
  expect(
    offenders(FUNCTIONS, (file) =>
      importsOf(file).some(
        ({ target }) => target.startsWith("functions/") && folderOf(target) !== folderOf(file),
      ),
    ),
  ).toEqual([]);
});

test("shared code knows no function, and nobody imports the folder as a whole", () => {
  expect(
    offenders(SHARED, (file) => importsOf(file).some(({ target }) => target.startsWith("functions/"))),
  ).toEqual([]);
  expect(
    offenders([...FUNCTIONS, ...SHARED], (file) => importsOf(file).some(({ target }) => target === "shared")),
  ).toEqual([]);
});

test("the local edition runs the bundles and knows no source of them, and only it knows itself", () => {
  const local = filesIn("local");
  const knows = (file: string, folder: RegExp) => importsOf(file).some(({ target }) => folder.test(target));
  expect(offenders(local, (file) => knows(file, /^(functions|shared|commands)\//))).toEqual([]);
  const others = [...FUNCTIONS, ...SHARED, ...filesIn("commands")];
  expect(offenders(others, (file) => knows(file, /^local\//))).toEqual([]);
});

test("packaging goes by the rules of the functions: infra imports decisions, and no part that needs a package or the stack", () => {
  const INFRA = filesIn("infra");
  const isDecision = (target: string) =>
    /^(infra|functions|shared)\/|^(infra|node:crypto)$/.test(target) &&
    !/-table$|\/(index|handler)$/.test(target);
  expect(INFRA).toContain("infra/parameters/sign-up.ts");
  expect(offenders(INFRA, (file) => importsOf(file).some(({ target }) => !isDecision(target)))).toEqual([]);
  const others = [...FUNCTIONS, ...SHARED, ...filesIn("local")];
  expect(
    offenders(others, (file) => importsOf(file).some(({ target }) => target.startsWith("infra/"))),
  ).toEqual([]);
});

test("imports run from index to handler to decision, never back", () => {
  const imports = (file: string, name: string) =>
    importsOf(file).some(({ target }) => FOLDERS.some((folder) => target === `${folder}/${name}`));
  const indexes = FOLDERS.map((folder) => `${folder}/index.ts`);
  expect(offenders(FUNCTIONS, (file) => imports(file, "index"))).toEqual([]);
  expect(offenders(FUNCTIONS, (file) => !indexes.includes(file) && imports(file, "handler"))).toEqual([]);
});

test("handlers take their ports as types, so that an adapter enters a bundle through index alone", () => {
  const isAdapter = (target: string) =>
    /-table$|^shared\/(aws\/|legacy-users\/source)|^(@aws-sdk\/|pg$|mysql2$)/.test(target);
  expect(
    offenders(FUNCTIONS, (file) =>
      path.basename(file) !== "index.ts" && !/-table\.ts$/.test(file)
        ? importsOf(file).some(({ typeOnly, target }) => !typeOnly && isAdapter(target))
        : false,
    ),
  ).toEqual([]);
});

test("only the wrapper of all handlers reads the environment and the clock, and a cache the time", () => {
  const reads = /process\.env|new Date\(\)|Date\.now/;
  expect(offenders([...FUNCTIONS, ...SHARED], (file) => reads.test(sourceOf(file))).sort()).toEqual([
    "shared/api/api.ts",
    "shared/aws/lambda-credentials.ts",
    "shared/runtime/invocation.ts",
    "shared/runtime/trigger.ts",
    "shared/tenants/remembered-tenants.ts",
  ]);
});

test("nothing prints but the log", () => {
  const prints = /console\.|process\.stdout/;
  expect(offenders([...FUNCTIONS, ...SHARED], (file) => prints.test(sourceOf(file)))).toEqual([
    "shared/runtime/log.ts",
  ]);
});

test("every function has the same files", () => {
  expect(FOLDERS).toEqual(expect.arrayContaining(["functions/pre-sign-up", "functions/api/auth"]));
  for (const folder of FOLDERS) expect(FUNCTIONS).toContain(`${folder}/handler.ts`);
  expect(offenders(FUNCTIONS, (file) => !FOLDERS.some((folder) => isOf(folder, file)))).toEqual([]);
});
