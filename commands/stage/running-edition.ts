import { readFileSync } from "node:fs";
import path from "node:path";
import { isRecord } from "../../shared/json";
import { isAlive } from "../cli/is-alive";

/** A stage that npm start runs on this computer. */
export interface RunningEdition {
  readonly pid: number;
  readonly tables: string;
  readonly pool: string;
  readonly dns: string;
  /** Where the links of its invitations lead. */
  readonly signUpPage?: string | undefined;
}

/** Reads the file that npm start writes. A killed edition leaves it behind, so the process must be alive and answer. */
export async function findRunningEdition(folder: string, stage: string): Promise<RunningEdition | undefined> {
  const left = readRunningFile(path.join(folder, stage, "running.json"));
  if (left === undefined || !isAlive(left.pid) || !(await answers(left))) return undefined;
  const { userPoolId: _, ...edition } = left;
  return edition;
}

interface RunningFile extends RunningEdition {
  readonly userPoolId: string;
}

function readRunningFile(file: string): RunningFile | undefined {
  try {
    const { pid, tables, pool, dns, signUpPage, userPoolId } = JSON.parse(readFileSync(file, "utf8"));
    const isWhole = Number.isSafeInteger(pid) && [tables, pool, dns, userPoolId].every(isText);
    if (!isWhole) return undefined;
    return { pid, tables, pool, dns, ...(isText(signUpPage) && { signUpPage }), userPoolId };
  } catch {
    return undefined;
  }
}

const isText = (value: unknown): value is string => typeof value === "string";

/** Checks the id of the pool, which differs between stages, because another stage may use the same port by now. */
async function answers({ pool, userPoolId }: RunningFile): Promise<boolean> {
  try {
    const response = await fetch(`${pool}/outputs`, { signal: AbortSignal.timeout(2_000) });
    const outputs: unknown = await response.json();
    return isRecord(outputs) && outputs.UserPoolId === userPoolId;
  } catch {
    return false;
  }
}
