import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

const ROOT = path.join(__dirname, "..");

interface Import {
  readonly typeOnly: boolean;
  /** A path from the root of the project, or the name of a package. */
  readonly target: string;
}

const filesIn = (folder: string, ending = /\.ts$/): string[] =>
  readdirSync(path.join(ROOT, folder), { recursive: true, encoding: "utf8" })
    .filter((name) => ending.test(name))
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
const SOURCES = [...FUNCTIONS, ...SHARED];

/**
 * Who imports whom, by files; packages stay as they are called. Asked for values, without what is gone when the code
 * runs.
 */
function importGraph(kind: "all" | "values"): ReadonlyMap<string, readonly string[]> {
  const fileOf = (target: string) =>
    [`${target}.ts`, `${target}/index.ts`].find((file) => SOURCES.includes(file)) ?? target;
  const loadedLater = (file: string) =>
    [...sourceOf(file).matchAll(/\bimport\("([^"]+)"\)/g)].map(([, target = ""]) =>
      target.startsWith(".") ? path.posix.join(path.dirname(file), target) : target,
    );
  return new Map(
    SOURCES.map((file) => {
      const imported = importsOf(file).filter(({ typeOnly }) => kind === "all" || !typeOnly);
      return [file, [...imported.map(({ target }) => target), ...loadedLater(file)].map(fileOf)];
    }),
  );
}

/** Everything that is reached from somewhere, in however many steps. */
function reachedFrom(start: string, graph: ReadonlyMap<string, readonly string[]>): ReadonlySet<string> {
  const reached = new Set<string>();
  const visit = (node: string) => {
    for (const next of graph.get(node) ?? []) {
      if (reached.has(next)) continue;
      reached.add(next);
      visit(next);
    }
  };
  visit(start);
  return reached;
}

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

test("no file imports itself through others, not even for a type", () => {
  const graph = importGraph("all");
  expect(graph.get("shared/people/revival.ts")).toContain("shared/people/address-facts.ts");
  expect(offenders(SOURCES, (file) => reachedFrom(file, graph).has(file))).toEqual([]);
});

test("no folder of shared code imports itself through others, not even for a type", () => {
  const folderOf = (file: string) => file.split("/").slice(0, 2).join("/");
  const graph = new Map<string, string[]>();
  for (const [file, targets] of importGraph("all")) {
    const others = targets.map(folderOf).filter((folder) => folder !== folderOf(file));
    graph.set(folderOf(file), [...(graph.get(folderOf(file)) ?? []), ...others]);
  }
  const folders = [...new Set(SHARED.map(folderOf))];
  expect(folders).toEqual(expect.arrayContaining(["shared/people", "shared/tenants", "shared/runtime"]));
  expect(offenders(folders, (folder) => reachedFrom(folder, graph).has(folder))).toEqual([]);
  expect(reachedFrom("shared/tenants", graph)).not.toContain("shared/people");
});

test("a decision brings no SDK and no driver along, not even through others", () => {
  const graph = importGraph("values");
  const isAdapter = (file: string) =>
    /(^functions\/.*\/index|-tables?)\.ts$|^shared\/(aws\/|legacy-users\/source(s\/|\.ts$))/.test(file);
  const decisions = SOURCES.filter((file) => !isAdapter(file));
  for (const file of ["people/placement", "people/marks", "legacy-users/mapping", "runtime/trigger"])
    expect(decisions).toContain(`shared/${file}.ts`);
  const isClient = (target: string) => /^(@aws-sdk\/|@smithy\/|pg$|mysql2$)/.test(target);
  expect(offenders(decisions, (file) => [...reachedFrom(file, graph)].some(isClient))).toEqual([]);
});

test("shared/passwords imports nothing of ours, and everybody else imports it by its index", () => {
  const room = "shared/passwords";
  const everything = ["functions", "shared", "commands", "local", "infra", "bench", "tests"].flatMap(
    (folder) => filesIn(folder, /\.c?[jt]s$/),
  );
  const reaches = (file: string, wanted: (target: string) => boolean) =>
    importsOf(file).some(({ target }) => wanted(target)) ||
    [...sourceOf(file).matchAll(/(?:import|require|loadTypeScript)\(\s*"([^"]+)"/g)].some(([, target = ""]) =>
      wanted(target.startsWith(".") ? path.posix.join(path.dirname(file), target) : target),
    );
  const isOurs = (target: string) => /^(functions|shared|commands|local|infra|bench|tests)\//.test(target);
  expect(SHARED.filter((file) => isOf(room, file)).length).toBeGreaterThan(40);
  expect(
    offenders(SHARED, (file) => isOf(room, file) && reaches(file, (to) => isOurs(to) && !isOf(room, to))),
  ).toEqual([]);
  const others = everything.filter((file) => !isOf(room, file) && !isOf(`tests/${room}`, file));
  expect(
    offenders(others, (file) => reaches(file, (to) => isOf(room, to) && to !== `${room}/index.ts`)),
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
    "shared/aws/stand-ins/configuration.ts",
    "shared/aws/stand-ins/credentials.ts",
    "shared/aws/stand-ins/user-agent.ts",
    "shared/remembered.ts",
    "shared/runtime/custom-resource.ts",
    "shared/runtime/invocation.ts",
    "shared/runtime/stream.ts",
    "shared/runtime/trigger.ts",
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

/** The local edition imports nothing of the rest, and speaks Cognito's language where the rest speaks its own. */
test.each([[["commands", "functions", "infra", "shared"]], [["local"]]])(
  "no two exported types of %j have one name",
  (folders) => {
    const files = new Map<string, string[]>();
    for (const file of folders.flatMap((folder) => filesIn(folder)))
      for (const [, name = ""] of sourceOf(file).matchAll(
        /^export (?:abstract )?(?:type|interface|class) (\w+)/gm,
      ))
        files.set(name, [...(files.get(name) ?? []), file]);
    expect(files.size).toBeGreaterThan(50);
    expect([...files].filter(([, of]) => of.length > 1)).toEqual([]);
  },
);
