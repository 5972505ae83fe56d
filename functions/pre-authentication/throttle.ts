import { FaultError, RejectionError } from "../../shared/errors";

/** How often one login may try in a window of time, known or unknown alike. */
export interface Throttle {
  readonly attempts: number;
  readonly minutes: number;
}

export function refusalOfAttempt(
  { attempts, minutes }: Throttle,
  attemptsSoFar: number,
): RejectionError | undefined {
  if (attemptsSoFar <= attempts) return undefined;
  return new RejectionError("too-many-attempts", `Too many attempts. Please try again in ${minutes} minutes`);
}

/** Reads `30/15m`: thirty attempts in fifteen minutes. */
export function readThrottle(written: string): Throttle | "off" {
  if (written === "off") return "off";
  const [, attempts, minutes] = /^([1-9]\d{0,3})\/([1-9]\d{0,3})m$/.exec(written) ?? [];
  if (attempts === undefined || minutes === undefined)
    throw new FaultError("SIGN_IN_THROTTLE is neither off nor like 30/15m");
  return { attempts: Number(attempts), minutes: Number(minutes) };
}
