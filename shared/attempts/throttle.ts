import { textReader } from "../runtime/readers";

/** How often one login may try in a window of time, whether it is known or not. */
export interface Throttle {
  readonly attempts: number;
  readonly minutes: number;
}

export const isTooOften = ({ attempts }: Throttle, attemptsSoFar: number): boolean =>
  attemptsSoFar > attempts;

/** Reads `30/15m`: thirty attempts in fifteen minutes. */
export const readThrottle = textReader(
  "off or <tries>/<minutes>m, such as 30/15m",
  (text): Throttle | "off" | undefined => {
    if (text === "off") return "off";
    const [, attempts, minutes] = /^([1-9]\d{0,3})\/([1-9]\d{0,3})m$/.exec(text) ?? [];
    return attempts && minutes ? { attempts: Number(attempts), minutes: Number(minutes) } : undefined;
  },
);
