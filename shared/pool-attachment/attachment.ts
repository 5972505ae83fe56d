import { isRecord } from "../json";
import { FaultError } from "../runtime/errors";
import { type ManagedEntry, readManagedEntry } from "../tenants/registry";
import type { LambdaConfig, TriggerConfig } from "./triggers";

/** What the suite has done to a pool. */
export interface Attachment {
  /** The functions that it has placed, by triggers. */
  readonly placed: LambdaConfig;
  /** What was there before, by the names of the triggers. */
  readonly displaced: Readonly<Record<string, TriggerConfig>>;
}

export const NO_ATTACHMENT: Attachment = { placed: {}, displaced: {} };

export const isAttached = (attachment: Attachment | undefined): boolean =>
  Object.keys(attachment?.placed ?? {}).length > 0;

/**
 * The same as it is remembered, so that a detachment in years puts everything back. It is the stack's while a resource
 * of the stack stands for it: the end of that resource ends the attachment. What is the operator's, no deployment ends.
 */
export interface RememberedAttachment extends Attachment, ManagedEntry {
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
  return { poolId, placed, displaced: displaced as Attachment["displaced"], ...readManagedEntry(id, item) };
}
