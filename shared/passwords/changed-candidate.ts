import type { Check, Circumstances } from "./format";

/** A check that is made on what somebody has made of the password. */
export const withCandidate = (
  check: Check | undefined,
  change: (candidate: string, bytesOf: Circumstances["bytesOf"]) => string,
): Check | undefined =>
  check && { ...check, derive: (candidate, how) => check.derive(change(candidate, how.bytesOf), how) };
