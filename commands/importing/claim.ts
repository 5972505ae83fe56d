import { readdirSync, rmSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import path from "node:path";
import { CommandError, fileError } from "../cli/errors";
import { isAlive } from "../cli/is-alive";

/**
 * Keeps other imports off these files until the returned function is called. Beside each file an import leaves its own mark, and
 * then looks for those of others. So of two that begin at once, one at most goes on.
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

/** A killed import has left its mark behind. Of a process on another computer it is not known whether it runs. */
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
