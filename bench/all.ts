/** Runs all the benchmarks, one after another, with fewer tries than each of them makes alone. */
import { spawnSync } from "node:child_process";
import path from "node:path";
import { BENCHMARKS } from "./benchmarks";

for (const { name } of BENCHMARKS) {
  const begun = performance.now();
  const { status } = spawnSync("npm", ["run", "--silent", `bench:${name}`], {
    cwd: path.join(__dirname, ".."),
    env: { ...process.env, BENCH: "short" },
    stdio: ["ignore", "ignore", "inherit"],
  });
  const seconds = ((performance.now() - begun) / 1_000).toFixed(0);
  process.stdout.write(`${name}: ${status === 0 ? "measured" : "failed"} in ${seconds} s\n`);
  if (status !== 0) process.exitCode = 1;
}
