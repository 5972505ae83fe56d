import { setTimeout } from "node:timers/promises";

const THROTTLED: readonly string[] = [
  "ProvisionedThroughputExceededException",
  "RequestLimitExceeded",
  "ThrottlingException",
  "TooManyRequestsException",
];

const MOST_ATTEMPTS = 12;
const LONGEST_WAIT_MS = 10_000;

export const isThrottling = (error: unknown): boolean =>
  error instanceof Error && THROTTLED.includes(error.name);

/**
 * Retries longer than the SDK itself, because a table takes minutes to scale up.
 *
 * @param onThrottled told each time that the table was too busy
 */
export async function retryThrottled<Result>(
  work: () => Promise<Result>,
  onThrottled: () => void = () => {},
): Promise<Result> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      if (!isThrottling(error) || attempt === MOST_ATTEMPTS) throw error;
      onThrottled();
      await waitBeforeRetry(attempt);
    }
  }
}

/** Waits for a random time that grows with each attempt, so that not all retry at once. */
export const waitBeforeRetry = (attempt: number): Promise<void> =>
  setTimeout(Math.random() * Math.min(LONGEST_WAIT_MS, 100 * 2 ** attempt));
