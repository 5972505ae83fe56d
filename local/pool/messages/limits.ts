import { limitExceeded } from "../api/errors";

const HOUR = 3_600_000;

/**
 * How often people have requested something within the last hour. The counts are in memory, so a restart resets
 * them.
 */
export interface Limits {
  /** @param what names the request and the person */
  count(what: string, most: number, now: Date): void;
  /** Forgets the people who have requested nothing within the last hour. */
  forgetPast(now: Date): void;
  /** How many counts are kept. */
  readonly size: number;
}

export function createLimits(): Limits {
  const counted = new Map<string, readonly number[]>();
  const recent = (times: readonly number[], now: Date) => times.filter((time) => time > now.getTime() - HOUR);
  return {
    count(what, most, now) {
      const times = recent(counted.get(what) ?? [], now);
      if (times.length >= most) throw limitExceeded();
      counted.set(what, [...times, now.getTime()]);
    },
    forgetPast(now) {
      for (const [what, times] of counted) if (recent(times, now).length === 0) counted.delete(what);
    },
    get size() {
      return counted.size;
    },
  };
}

/** The lowest limit of Cognito: five requests of a code within an hour. */
export const MOST_CODES = 5;

/** Higher, because every sign-in may take a code. */
export const MOST_SIGN_IN_CODES = 20;
