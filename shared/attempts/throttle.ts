import { FaultError } from "../runtime/errors";
import type { Settings } from "../runtime/settings";

/** How often one login may try in a window of time, known or unknown alike. */
export interface Throttle {
  readonly attempts: number;
  readonly minutes: number;
}

/** How the refusal begins, also for those who read it on its way through Cognito. */
export const TOO_MANY_ATTEMPTS = "Too many attempts";

export const isTooOften = ({ attempts }: Throttle, attemptsSoFar: number): boolean =>
  attemptsSoFar > attempts;

/** Reads `30/15m`: thirty attempts in fifteen minutes. */
export function readThrottle(settings: Settings, name: string): Throttle | "off" {
  const written = settings.text(name);
  if (written === "off") return "off";
  const [, attempts, minutes] = /^([1-9]\d{0,3})\/([1-9]\d{0,3})m$/.exec(written) ?? [];
  if (attempts === undefined || minutes === undefined)
    throw new FaultError(`${name} is neither off nor like 30/15m`);
  return { attempts: Number(attempts), minutes: Number(minutes) };
}
