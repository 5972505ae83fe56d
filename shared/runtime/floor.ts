import { setTimeout } from "node:timers/promises";
import type { Run } from "./invocation";
import { wholeNumber } from "./readers";

/** In milliseconds: what is left of Cognito's five seconds is for the start and the old system. */
export const HIGHEST_FLOOR = 3_000;

export const readFloor = wholeNumber(0, HIGHEST_FLOOR);

/**
 * Waits until an invocation has taken as long as every other one that could tell strangers something: the time must not show
 * whether there is a user, whether a password was checked, or what was wrong with it.
 */
export async function waitForFloor(floorMs: number, run: Run): Promise<void> {
  const early = floorMs - run.elapsed();
  if (early <= 0) {
    run.warn("slower than the floor: its time may tell who exists");
    return;
  }
  await setTimeout(early, undefined, { signal: run.signal });
}
