import { readFileSync } from "node:fs";
import path from "node:path";
import { isRecord } from "../../shared/json";

/** A stage that npm start runs on this computer. */
export interface RunningEdition {
  readonly pid: number;
  readonly tables: string;
  readonly pool: string;
}

/** What npm start leaves in the folder of a stage. One that was killed leaves it behind, so that it has to be alive and to answer. */
export async function findRunningEdition(folder: string, stage: string): Promise<RunningEdition | undefined> {
  const left = readWhereabouts(path.join(folder, stage, "running.json"));
  if (left === undefined || !isAlive(left.pid) || !(await answers(left))) return undefined;
  const { pid, tables, pool } = left;
  return { pid, tables, pool };
}

interface Whereabouts extends RunningEdition {
  readonly userPoolId: string;
}

function readWhereabouts(file: string): Whereabouts | undefined {
  try {
    const { pid, tables, pool, userPoolId } = JSON.parse(readFileSync(file, "utf8"));
    const isWhole = Number.isSafeInteger(pid) && [tables, pool, userPoolId].every(isText);
    return isWhole ? { pid, tables, pool, userPoolId } : undefined;
  } catch {
    return undefined;
  }
}

const isText = (value: unknown): value is string => typeof value === "string";

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** The id of the pool follows from the stage: another stage may have come to the same port. */
async function answers({ pool, userPoolId }: Whereabouts): Promise<boolean> {
  try {
    const response = await fetch(`${pool}/outputs`, { signal: AbortSignal.timeout(2_000) });
    const outputs: unknown = await response.json();
    return isRecord(outputs) && outputs.UserPoolId === userPoolId;
  } catch {
    return false;
  }
}
