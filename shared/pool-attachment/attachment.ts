import { isRecord } from "../json";
import { FaultError } from "../runtime/errors";
import { type Entry, readEntry } from "../tenants/registry";
import type { LambdaConfig, Placed } from "./triggers";

/** What the suite has done to a pool. */
export interface Attachment {
  /** The functions that it has placed, by triggers. */
  readonly placed: LambdaConfig;
  /** What was there before, by the names of the triggers. */
  readonly displaced: Readonly<Record<string, Placed>>;
}

export const NO_ATTACHMENT: Attachment = { placed: {}, displaced: {} };

/** The same as it is remembered, so that a detachment in years puts everything back. */
export interface RememberedAttachment extends Attachment, Entry {
  readonly poolId: string;
}

/** A malformed one is a fault: without it, nobody would know what to put back. */
export function readAttachment(
  poolId: string,
  item: Readonly<Record<string, unknown>>,
): RememberedAttachment {
  const { placed, displaced } = item;
  const id = `the attachment of ${poolId}`;
  if (!isRecord(placed) || !isRecord(displaced) || !Object.values(displaced).every(isRecord))
    throw new FaultError(`${id} is malformed`);
  return { poolId, placed, displaced: displaced as Attachment["displaced"], ...readEntry(id, item) };
}
