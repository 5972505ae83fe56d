import { isRecord } from "../json";
import { FaultError } from "../runtime/errors";
import { type ManagedEntry, readManagedEntry } from "../tenants/registry";
import type { LambdaConfig, TriggerConfig } from "./triggers";

/** What the suite has done to a pool. */
export interface Attachment {
  /** The functions of the suite, by trigger. */
  readonly placed: LambdaConfig;
  /** What was there before, by the name of the trigger. */
  readonly displaced: Readonly<Record<string, TriggerConfig>>;
}

export const NO_ATTACHMENT: Attachment = { placed: {}, displaced: {} };

export const isAttached = (attachment: Attachment | undefined): boolean =>
  Object.keys(attachment?.placed ?? {}).length > 0;

/**
 * An attachment as it is remembered, so that even years later a detachment puts everything back. The stack manages it
 * while a resource of the stack stands for it, and the end of that resource ends it. A deployment never ends what an
 * operator manages.
 */
export interface RememberedAttachment extends Attachment, ManagedEntry {
  readonly poolId: string;
}

/** A malformed attachment is a fault, because nobody would know what to put back. */
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
