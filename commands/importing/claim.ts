import { readdirSync, rmSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import path from "node:path";
import { CommandError, fileError } from "../cli/errors";
import { isAlive } from "../cli/is-alive";

/**
 * Keeps other imports off these files until the returned function is called. An import leaves a mark of its own beside each file,
 * and only then looks for the marks of others. So of two imports that begin at once, at most one goes on.
 */
export function claim(files: readonly string[]): () => void {
  const release = () => {
    for (const file of files) rmSync(ownMark(file), { force: true });
  };
  try {
    for (const file of files) {
      leaveMark(file);
      refuseOthers(file);
    }
  } catch (error) {
    release();
    throw error;
  }
  return release;
}

const beginningOf = (file: string): string => `${file}.claim-`;

const ownMark = (file: string): string => `${beginningOf(file)}${hostname()}-${process.pid}`;

function leaveMark(file: string): void {
  try {
    writeFileSync(ownMark(file), "");
  } catch (error) {
    throw fileError(file, "written", error);
  }
}

/** Ignores and removes the mark of a killed import. Whether a process on another computer runs is unknown, so its mark counts. */
function refuseOthers(file: string): void {
  const folder = path.dirname(file);
  const beginning = path.basename(beginningOf(file));
  const own = path.basename(ownMark(file));
  for (const mark of readdirSync(folder)) {
    if (!mark.startsWith(beginning) || mark === own) continue;
    const [, host, pid] = /^(.*)-(\d+)$/.exec(mark.slice(beginning.length)) ?? [];
    if (host !== hostname() || isAlive(Number(pid)))
      throw new CommandError(
        `Process ${pid} on ${host} is writing ${file}. Wait for its end. If it has ended, delete ${path.join(folder, mark)}.`,
      );
    rmSync(path.join(folder, mark), { force: true });
  }
}
