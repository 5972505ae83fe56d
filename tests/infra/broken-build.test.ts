import { spawnSync } from "node:child_process";
import { appendFileSync, cpSync, mkdtempSync, realpathSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

const REPOSITORY = path.join(__dirname, "..", "..");

test("packaging a function that does not build ends, and says why", () => {
  const folder = mkdtempSync(path.join(realpathSync(tmpdir()), "broken-"));
  for (const name of ["functions", "infra", "shared", "package.json", "serverless.yml", "tsconfig.json"])
    cpSync(path.join(REPOSITORY, name), path.join(folder, name), { recursive: true });
  symlinkSync(path.join(REPOSITORY, "node_modules"), path.join(folder, "node_modules"), "junction");
  appendFileSync(path.join(folder, "functions", "pre-sign-up", "handler.ts"), "const broken = {;");
  const serverless = path.join(REPOSITORY, "node_modules", "serverless", "bin", "serverless.js");
  const { status, signal, stdout, stderr } = spawnSync(process.execPath, [serverless, "package"], {
    cwd: folder,
    encoding: "utf8",
    timeout: 45_000,
  });
  rmSync(folder, { recursive: true });
  expect({ status, signal }).toEqual({ status: 1, signal: null });
  expect(stdout + stderr).toContain("pre-sign-up/handler.ts");
});
