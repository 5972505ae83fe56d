import { setTimeout } from "node:timers/promises";
import type { Run } from "./invocation";
import { wholeNumber } from "./readers";
import { HIGHEST_MIGRATION_FLOOR_MS } from "./time-budget";

export const readFloor = wholeNumber(0, HIGHEST_MIGRATION_FLOOR_MS);

/**
 * Waits until an invocation has taken at least this long. Answers that could tell strangers something take the same
 * time. So the time does not show whether there is a user, whether a password was checked, or what was wrong with it.
 */
export async function waitForFloor(floorMs: number, run: Run): Promise<void> {
  const early = floorMs - run.elapsed();
  if (early <= 0) {
    run.warn("slower than the floor: its time may tell who exists");
    return;
  }
  await setTimeout(early, undefined, { signal: run.signal });
}
