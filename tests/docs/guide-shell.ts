import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Edition } from "../../local/edition";

const SEPARATOR = "=== end of step ===";

/** One bash in which the commands of a guide are run one after the other. */
export interface GuideShell {
  /** What they print. Ends the shell if one of them fails, or complains. */
  run(commands: string): Promise<string>;
  close(): Promise<void>;
}

/** With this edition in place of the one that the guide starts, and a stand-in for curl. */
export function openShell({ apiUrl = "", poolUrl }: Pick<Edition, "apiUrl" | "poolUrl">): GuideShell {
  const folder = mkdtempSync(path.join(tmpdir(), "guide-"));
  const quoted = (text: string) => `'${text.replaceAll("'", "'\\''")}'`;
  const curl = `#!/bin/sh\nexec ${quoted(process.execPath)} ${quoted(path.join(__dirname, "curl.cjs"))} "$@"\n`;
  writeFileSync(path.join(folder, "curl"), curl, { mode: 0o755 });
  const PATH = [folder, path.dirname(process.execPath), process.env.PATH].join(path.delimiter);
  const shell = spawn("bash", ["-euo", "pipefail"], { env: { ...process.env, PATH } });
  let [output, complaints] = ["", ""];
  let failure: Error | undefined;
  let onNews = () => {};
  shell.stdout.setEncoding("utf8").on("data", (text: string) => {
    output += text;
    onNews();
  });
  shell.stderr.setEncoding("utf8").on("data", (text: string) => {
    complaints += text;
    onNews();
  });
  shell.once("error", (error) => {
    failure = new Error(`the guide needs bash: ${error.message}`);
    onNews();
  });
  const ended = new Promise<void>((resolve) =>
    shell.once("close", (status) => {
      failure ??= new Error(
        `the guide's commands ended with ${status}: ${complaints}\n${output.slice(-500)}`,
      );
      onNews();
      resolve();
    }),
  );
  // It says itself what it has ended with.
  shell.stdin.on("error", () => {});
  const here = (text: string) =>
    text.replaceAll("http://127.0.0.1:3001", apiUrl).replaceAll("http://127.0.0.1:9229", poolUrl);

  return {
    run: (commands) =>
      new Promise((resolve, reject) => {
        onNews = () => {
          const end = output.indexOf(`${SEPARATOR}\n`);
          if (complaints !== "") failure ??= new Error(`the guide's commands complain: ${complaints}`);
          if (failure !== undefined) return reject(failure);
          if (end < 0) return;
          const printed = output.slice(0, end);
          output = output.slice(end + SEPARATOR.length + 1);
          resolve(printed);
        };
        // What they start does not read the commands behind them.
        shell.stdin.write(`{\n${here(commands)}\n} </dev/null\necho; echo '${SEPARATOR}'\n`);
        onNews();
      }),
    async close() {
      shell.stdin.end();
      await ended;
      rmSync(folder, { recursive: true });
    },
  };
}

/** The value, in which whatever a text of the guide leaves out with … is left out as well. */
export function shortened(value: unknown, shown: unknown): unknown {
  if (shown === "…") return shown;
  if (typeof shown === "string" && typeof value === "string") {
    const parts = shown.split("…").map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
    return new RegExp(`^${parts.join(".+")}$`, "s").test(value) ? shown : value;
  }
  if (Array.isArray(value)) return value.map((one, index) => shortened(one, at(shown, index)));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => [name, shortened(one, at(shown, name))]),
  );
}

const at = (value: unknown, name: string | number): unknown =>
  typeof value === "object" && value !== null ? (value as Record<string | number, unknown>)[name] : undefined;
