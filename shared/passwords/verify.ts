import { timingSafeEqual } from "node:crypto";
import { BYTES_OF_A_ROUND, type Ceilings, type Cost, exceeds, lowest } from "./ceilings";
import type { StoredHash } from "./hash-record";
import { UnencodableError } from "./password-encoding";
import { type ReadOptions, readHash } from "./read-hash";

/** The result of a check. All results after the first two tell the operator what to look at. */
export type Verdict = "match" | "mismatch" | "unreadable" | "unknown-scheme" | "too-costly" | "switched-off";

export interface VerifyOptions extends ReadOptions {
  /** The ceilings of a stage that sets its own. */
  readonly ceilings?: Partial<Ceilings>;
  /** Ends the check when it aborts, with its reason. */
  readonly signal?: AbortSignal;
}

const LONGEST_CANDIDATE = 1_024;

/** Checks a password. A hash that is malformed, unknown or too costly is no match. Only an abort is an error. */
export async function verify(
  candidate: string,
  stored: StoredHash,
  options?: VerifyOptions,
): Promise<Verdict> {
  const { signal = NEVER, ...rules } = options ?? {};
  try {
    if (!isCandidate(candidate)) return "mismatch";
    return await unlessAborted(compare(candidate, stored, rules, signal), signal);
  } catch (error) {
    signal.throwIfAborted();
    return error instanceof UnencodableError ? "mismatch" : "unreadable";
  }
}

const NEVER = new AbortController().signal;

async function compare(
  candidate: string,
  stored: StoredHash,
  { ceilings, ...options }: VerifyOptions,
  signal: AbortSignal,
): Promise<Verdict> {
  const read = readHash(stored, options);
  if (read.kind !== "readable") return read.kind;
  const { check, bytesOf, form } = read;
  const password = form === undefined ? candidate : candidate.normalize(form);
  if (exceeds(costWith(password, check.cost), lowest(ceilings))) return "too-costly";
  const derived = await check.derive(password, { bytesOf, signal });
  const matches = derived.length === check.digest.length && timingSafeEqual(derived, check.digest);
  return matches && derived.length > 0 ? "match" : "mismatch";
}

/** Refuses a NUL: the C libraries that wrote many of these hashes stop there, so different passwords would match. */
const isCandidate = (candidate: unknown): candidate is string =>
  typeof candidate === "string" &&
  candidate !== "" &&
  Buffer.byteLength(candidate) <= LONGEST_CANDIDATE &&
  !candidate.includes("\0");

/** Rounds are counted for a password of usual length. A longer one makes each round take longer. */
const costWith = (candidate: string, { rounds, ...cost }: Cost): Cost =>
  rounds === undefined
    ? cost
    : { ...cost, rounds: rounds * Math.ceil(Buffer.byteLength(candidate) / BYTES_OF_A_ROUND) };

/** Node's background work cannot be stopped, but after an abort nothing waits for it. */
const unlessAborted = <Value>(work: Promise<Value>, signal: AbortSignal): Promise<Value> =>
  new Promise((resolve, reject) => {
    const stop = () => reject(signal.reason);
    if (signal.aborted) stop();
    signal.addEventListener("abort", stop);
    work.then(resolve, reject).finally(() => signal.removeEventListener("abort", stop));
  });
