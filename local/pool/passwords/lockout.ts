import { notAuthorized } from "../api/errors";
import type { Failures } from "../users/user";

const FREE_FAILURES = 5;
const LONGEST_LOCK_SECONDS = 15 * 60;

export const NO_FAILURES: Failures = { count: 0, lockedUntil: undefined };

/** After five wrong passwords a second, then twice as long with each further one, up to a quarter of an hour. */
export function afterFailure({ count }: Failures, now: Date): Failures {
  const failures = count + 1;
  if (failures < FREE_FAILURES) return { count: failures, lockedUntil: undefined };
  const seconds = Math.min(2 ** (failures - FREE_FAILURES), LONGEST_LOCK_SECONDS);
  return { count: failures, lockedUntil: new Date(now.getTime() + seconds * 1_000).toISOString() };
}

export function refuseWhileLocked({ lockedUntil }: Failures, now: Date): void {
  if (lockedUntil !== undefined && now.toISOString() < lockedUntil)
    throw notAuthorized("Password attempts exceeded");
}
