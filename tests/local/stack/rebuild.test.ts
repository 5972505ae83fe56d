import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import { setTimeout } from "node:timers/promises";
import type { LambdaFunction } from "../../../local/lambda/function";
import { unpackStack } from "../../../local/stack/package";
import { type Freshness, type SourceWatch, watchSources } from "../../../local/stack/rebuild";
import { readStack } from "../../../local/stack/stack";
import { packageFolder } from "../../harness/packaged-service";
import { copySources } from "./copied-sources";

const UNCHANGED = { changed: [], broken: [] };

/** A copy of the sources, and of what was packaged of them. */
let root: string;
let folder: string;
let functions: readonly LambdaFunction[];
let sources: SourceWatch;

beforeEach(() => {
  root = copySources();
  folder = path.join(root, "packaged");
  unpackStack(packageFolder(), folder);
  functions = readStack(folder, { seed: "seed" }).functions;
  sources = watchSources(functions, { root, folder });
});

afterEach(() => {
  sources.stop();
  rmSync(root, { recursive: true, force: true });
});

const source = (file: string) => path.join(root, ...file.split("/"));
const named = (...names: string[]) => functions.filter(({ name }) => names.includes(name));
const codeOf = (name: string) => readFileSync(path.join(folder, "functions", `${name}.js`), "utf8");

/** Asks until the news of an edit has arrived. */
async function ask(arrived: (fresh: Freshness) => boolean): Promise<Freshness> {
  for (;;) {
    const fresh = await sources.freshBundles();
    if (arrived(fresh)) return fresh;
    await setTimeout(10);
  }
}

const news = () => ask(({ changed, broken }) => changed.length > 0 || broken.length > 0);

test("where nothing has been edited, nothing is built", async () => {
  const [{ file } = { file: "" }] = functions;
  writeFileSync(file, "not what the sources make");
  expect(await sources.freshBundles()).toEqual(UNCHANGED);
  expect(readFileSync(file, "utf8")).toBe("not what the sources make");
});

test("packaging and rebuilding make the same of the same sources", async () => {
  appendFileSync(source("shared/runtime/errors.ts"), "\n// Only a comment.\n");
  appendFileSync(source("functions/pre-sign-up/index.ts"), "\nconsole.log('edited');\n");
  expect(await news()).toEqual({ changed: named("pre-sign-up"), broken: [] });
});

test("only the function that is edited is built again", async () => {
  appendFileSync(source("functions/custom-message/handler.ts"), "\nconsole.log('edited');\n");
  expect(await news()).toEqual({ changed: named("custom-message"), broken: [] });
  expect(codeOf("custom-message")).toContain("edited");
  expect(await sources.freshBundles()).toEqual(UNCHANGED);
});

test("an edit in a folder of functions reaches the one whose folder it is", async () => {
  writeFileSync(source("functions/api/auth/edited.ts"), "export const edit = 'edited';\n");
  appendFileSync(
    source("functions/api/auth/index.ts"),
    '\nimport { edit } from "./edited";\nconsole.log(edit);\n',
  );
  expect(await news()).toEqual({ changed: named("api-auth"), broken: [] });
  expect(codeOf("api-auth")).toContain("edited");

  // Would be told if it were built again.
  writeFileSync(path.join(folder, "functions", "api-profile.js"), "not what the sources make");
  writeFileSync(source("functions/api/auth/edited.ts"), "export const edit = 'edited again';\n");
  expect(await news()).toEqual({ changed: named("api-auth"), broken: [] });
});

test("an edit of shared code reaches the functions that use it", async () => {
  appendFileSync(source("shared/runtime/log.ts"), "\nconsole.log('edited');\n");
  const { changed, broken } = await news();
  expect([changed, broken]).toEqual([functions, []]);
});

test("an editor may save by replacing the file, again and again", async () => {
  const file = source("functions/custom-message/handler.ts");
  const original = readFileSync(file, "utf8");
  for (const word of ["first", "second", "third"]) {
    writeFileSync(source("draft"), `${original}\nconsole.log('${word} edit');\n`);
    renameSync(source("draft"), file);
    expect(await news()).toEqual({ changed: named("custom-message"), broken: [] });
    expect(codeOf("custom-message")).toContain(`${word} edit`);
  }
});

test("files in a new folder are watched, too", async () => {
  mkdirSync(source("functions/custom-message/words/more"), { recursive: true });
  writeFileSync(
    source("functions/custom-message/words/more/greeting.ts"),
    "export const greeting = 'first edit';\n",
  );
  appendFileSync(
    source("functions/custom-message/handler.ts"),
    '\nimport { greeting } from "./words/more/greeting";\nconsole.log(greeting);\n',
  );
  await news();
  writeFileSync(
    source("functions/custom-message/words/more/greeting.ts"),
    "export const greeting = 'second edit';\n",
  );
  expect(await news()).toEqual({ changed: named("custom-message"), broken: [] });
  expect(codeOf("custom-message")).toContain("second edit");
});

test("sources that do not build are told, the earlier bundle stays, and the others are built", async () => {
  const earlier = codeOf("custom-message");
  const file = source("functions/custom-message/handler.ts");
  const original = readFileSync(file, "utf8");
  appendFileSync(file, "\nconst = 1;\n");
  const error = expect.stringMatching(
    /Expected identifier but found "=".*functions\/custom-message\/handler\.ts:/s,
  );
  const broken = [{ name: "custom-message", error }];
  expect(await news()).toEqual({ changed: [], broken });
  expect(await sources.freshBundles()).toEqual({ changed: [], broken });
  expect(codeOf("custom-message")).toBe(earlier);

  appendFileSync(source("functions/pre-authentication/handler.ts"), "\nconsole.log('edited');\n");
  expect(await ask(({ changed }) => changed.length > 0)).toEqual({
    changed: named("pre-authentication"),
    broken,
  });

  writeFileSync(file, original);
  expect(await ask((fresh) => fresh.broken.length === 0)).toEqual(UNCHANGED);
});

test("many who ask at once wait for one build, and one of them is told of it", async () => {
  appendFileSync(source("functions/custom-message/handler.ts"), "\nconsole.log('edited');\n");
  let answers: Freshness[] = [];
  while (answers.every(({ changed }) => changed.length === 0)) {
    await setTimeout(10);
    answers = await Promise.all([sources.freshBundles(), sources.freshBundles(), sources.freshBundles()]);
  }
  expect(answers.flatMap(({ changed }) => changed)).toEqual(named("custom-message"));
  expect(codeOf("custom-message")).toContain("edited");
});

test("after it is stopped, edits go unnoticed", async () => {
  sources.stop();
  appendFileSync(source("functions/custom-message/handler.ts"), "\nconsole.log('edited');\n");
  await setTimeout(100);
  expect(await sources.freshBundles()).toEqual(UNCHANGED);
  expect(existsSync(path.join(folder, "functions", "custom-message.js.next"))).toBe(false);
});
