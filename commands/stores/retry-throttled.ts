import { setTimeout } from "node:timers/promises";

const THROTTLED: readonly string[] = [
  "ProvisionedThroughputExceededException",
  "RequestLimitExceeded",
  "ThrottlingException",
  "TooManyRequestsException",
];

const TRIES = 12;
const LONGEST_WAIT_MS = 10_000;

export const isThrottling = (error: unknown): boolean =>
  error instanceof Error && THROTTLED.includes(error.name);

/** A table that grows takes a while until it takes more at a time; that is longer than the SDK waits by itself. */
export async function patiently<Result>(work: () => Promise<Result>): Promise<Result> {
  for (let tried = 1; ; tried += 1) {
    try {
      return await work();
    } catch (error) {
      if (!isThrottling(error) || tried === TRIES) throw error;
      await pause(tried);
    }
  }
}

/** Longer the more often something was tried, and never the same for all who wait. */
export const pause = (tried: number): Promise<void> =>
  setTimeout(Math.random() * Math.min(LONGEST_WAIT_MS, 100 * 2 ** tried));
