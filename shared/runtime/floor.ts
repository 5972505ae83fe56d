import { setTimeout } from "node:timers/promises";
import type { Run } from "./invocation";

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
