import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

const REPOSITORY = path.join(__dirname, "..");

let root: string;
beforeEach(() => {
  root = mkdtempSync(path.join(realpathSync(tmpdir()), "program-"));
  cpSync(path.join(REPOSITORY, "bin"), path.join(root, "bin"), { recursive: true });
  for (const folder of ["commands", "functions", "infra", "local", "shared"])
    mkdirSync(path.join(root, folder));
  write("package-lock.json", "{}");
  write("shared/greeting.ts", `export const greeting: string = "hello";`);
  write(
    "commands/greet.ts",
    `import { greeting } from "../shared/greeting";
     console.log(greeting, process.argv.slice(2).join(), __dirname);`,
  );
});
afterEach(() => rmSync(root, { recursive: true }));

const write = (file: string, text: string) => writeFileSync(path.join(root, file), text);

function greet(...words: string[]) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [path.join("bin", "program"), "commands/greet.ts", ...words],
    { cwd: root, encoding: "utf8" },
  );
  return { status, out: stdout.trim(), err: stderr };
}

describe("a program", () => {
  beforeEach(() => {
    mkdirSync(path.join(root, "node_modules"));
    for (const name of ["esbuild", "@esbuild"])
      symlinkSync(
        path.join(REPOSITORY, "node_modules", name),
        path.join(root, "node_modules", name),
        "junction",
      );
  });

  test("has its words and its place, at the first start and at the next", () => {
    const said = { status: 0, out: `hello one,two ${path.join(root, "commands")}`, err: "" };
    expect(greet("one", "two")).toEqual(said);
    expect(greet("one", "two")).toEqual(said);
  });

  test("is not built again unless something is edited", () => {
    greet();
    rmSync(path.join(root, "node_modules", "esbuild"));
    expect(greet()).toMatchObject({ status: 0 });
    write("shared/greeting.ts", `export const greeting = "good evening";`);
    expect(greet()).toMatchObject({
      status: 1,
      err: expect.stringContaining("Cannot find module 'esbuild'"),
    });
  });

  test("is as its sources are now", () => {
    greet();
    write("shared/greeting.ts", `export const greeting = "good evening";`);
    expect(greet().out).toMatch(/^good evening /);
  });

  test.each([
    ["a source that it does not need", "local/other.ts"],
    ["the lockfile", "package-lock.json"],
    ["what is installed", "node_modules/.package-lock.json"],
    ["what builds it", "bin/other.js"],
  ])("is built anew after an edit of %s", (_, file) => {
    greet();
    rmSync(path.join(root, "node_modules", "esbuild"));
    write(file, "{ }");
    expect(greet().err).toContain("Cannot find module 'esbuild'");
  });

  test("that does not build says why, and does not run as it was", () => {
    greet();
    write("shared/greeting.ts", "export const greeting = {;");
    const { status, out, err } = greet();
    expect([status, out]).toEqual([1, ""]);
    expect(err).toContain("shared/greeting.ts:1:");
  });
});
