import { setTimeout } from "node:timers/promises";
import type { Run } from "../../shared/invocation";

/**
 * Waits until an invocation has taken as long as all that do not migrate anybody: the time must not tell whether there was
 * a user, a password to check, or what was wrong with them.
 */
export async function waitForFloor(floorMs: number, run: Run): Promise<void> {
  const early = floorMs - run.elapsed();
  if (early <= 0) {
    run.warn("slower than the floor: its time may tell who exists");
    return;
  }
  await setTimeout(early, undefined, { signal: run.signal });
}
