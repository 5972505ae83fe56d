import { limitExceeded } from "../api/errors";

const HOUR = 3_600_000;

/** How often somebody has asked for something within the last hour. In memory: a restart forgives. */
export interface Limits {
  /** @param what the request and who makes it */
  count(what: string, most: number, now: Date): void;
  /** Forgets those who have asked for nothing within the last hour. */
  forgetPast(now: Date): void;
  /** Of how many something is remembered. */
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

/** The lower end of what Cognito allows: a code may be asked for five times an hour. */
export const MOST_CODES = 5;

/** Signing in takes a code each time. */
export const MOST_SIGN_IN_CODES = 20;
