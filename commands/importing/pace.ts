import { setTimeout } from "node:timers/promises";

interface Time {
  /** Milliseconds. */
  readonly now: () => number;
  readonly wait: (milliseconds: number) => Promise<unknown>;
}

const RECOVERY_SECONDS = 60;
/** All requests in flight meet the same busy table, so they slow the pace down only once. */
const SLOWED_ONCE_IN_MS = 1_000;
/** A timer is no more exact than this. */
const SHORTEST_WAIT_MS = 5;

/**
 * Limits how many rows begin in a second: never more than the operator allows, and half as many after a table was too busy. Within
 * the next minute, the pace returns to what is allowed.
 */
export class Pace {
  private rate: number;
  private next = 0;
  private slowedAt = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly most: number,
    private readonly time: Time = {
      now: () => performance.now(),
      wait: (milliseconds) => setTimeout(milliseconds),
    },
  ) {
    this.rate = most;
  }

  /** Waits until one more row may begin. */
  async turn(): Promise<void> {
    const now = this.time.now();
    const due = Math.max(this.next, now);
    this.next = due + 1_000 / this.rate;
    // The step per row is such that the recovery takes equally long at any rate.
    this.rate = Math.min(this.most, this.rate + this.most / (RECOVERY_SECONDS * this.rate));
    if (due - now >= SHORTEST_WAIT_MS) await this.time.wait(due - now);
  }

  slowDown(): void {
    const now = this.time.now();
    if (now - this.slowedAt < SLOWED_ONCE_IN_MS) return;
    this.slowedAt = now;
    this.rate = Math.max(1, this.rate / 2);
  }
}
