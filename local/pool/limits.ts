import { limitExceeded } from "./errors";

const HOUR = 3_600_000;

/** How often somebody has asked for something within the last hour. In memory: a restart forgives. */
export interface Limits {
  /** @param what the request and who makes it */
  count(what: string, most: number, now: Date): void;
}

export function createLimits(): Limits {
  const counted = new Map<string, readonly number[]>();
  return {
    count(what, most, now) {
      const recent = (counted.get(what) ?? []).filter((time) => time > now.getTime() - HOUR);
      if (recent.length >= most) throw limitExceeded();
      counted.set(what, [...recent, now.getTime()]);
    },
  };
}

/** The lower end of what Cognito allows: a code may be asked for five times an hour. */
export const MOST_CODES = 5;
