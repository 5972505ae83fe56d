import { spawn } from "node:child_process";
import { createInterface } from "node:readline";

/**
 * Kills a program that writes into a folder after a number of acknowledged writes, and returns these writes.
 * @param program writes, and prints a line for each acknowledged write
 */
export async function killWriter(program: string, folder: string, afterWrites: number): Promise<string[]> {
  const child = spawn(process.execPath, ["--import", "tsx", program, folder], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const acknowledged: string[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    acknowledged.push(line);
    if (acknowledged.length === afterWrites) child.kill("SIGKILL");
  }
  return acknowledged;
}
