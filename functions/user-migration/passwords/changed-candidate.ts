import type { Check } from "./format";

/** A check that is made on what somebody has made of the password. */
export const withCandidate = (
  check: Check | undefined,
  change: (candidate: string) => string,
): Check | undefined => check && { ...check, derive: (candidate) => check.derive(change(candidate)) };
