import { type ChildProcess, spawn } from "node:child_process";
import path from "node:path";
import { stripVTControlCharacters } from "node:util";

const ROOT = path.join(__dirname, "../../..");

export interface StartCommand {
  readonly output: () => string;
  /** Resolves with everything written so far, once it holds what is looked for; rejects when the command ends before. */
  written(sought: string | RegExp): Promise<string>;
  readonly exit: Promise<{ readonly code: number | null; readonly signal: NodeJS.Signals | null }>;
  kill(signal: NodeJS.Signals): void;
}

const running = new Set<ChildProcess>();

/** Ends what a test that failed has left. */
export function killRunning(): void {
  for (const child of running) child.kill("SIGKILL");
}

/** `npm start`, as a process of its own. */
export function runStart(...args: string[]): StartCommand {
  const child = spawn(
    process.execPath,
    [path.join("bin", "program"), path.join("local", "start.ts"), ...args],
    {
      cwd: ROOT,
    },
  );
  running.add(child);
  let output = "";
  const listeners = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (text: string) => {
      output += stripVTControlCharacters(text);
      for (const listener of listeners) listener();
    });
  const exit = new Promise<{ code: number | null; signal: NodeJS.Signals | null }>((resolve) => {
    child.once("close", (code, signal) => {
      running.delete(child);
      resolve({ code, signal });
    });
  });
  return {
    output: () => output,
    written: (sought) =>
      new Promise((resolve, reject) => {
        const look = () => {
          if (typeof sought === "string" ? !output.includes(sought) : !sought.test(output)) return;
          listeners.delete(look);
          resolve(output);
        };
        listeners.add(look);
        look();
        void exit.then(() => reject(new Error(`npm start has ended:\n${output}`)));
      }),
    exit,
    kill: (signal) => child.kill(signal),
  };
}

/** Options with which every server takes a port that is free; a later option wins. */
export const freePorts = (): string[] =>
  ["--pool-port", "--tables-port", "--api-port", "--storage-port"].flatMap((option) => [option, "0"]);
