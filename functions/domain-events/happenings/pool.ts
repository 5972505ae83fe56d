import { isDeepStrictEqual } from "node:util";
import type { Happening } from "../../../shared/events/domain-event";
import { isRecord } from "../../../shared/json";
import { functionIn, triggersIn } from "../../../shared/pool-attachment/triggers";
import type { Item } from "../stream-record";
import { MalformedItemError } from "./fields";

/**
 * What has happened to a pool that others have made. A change of who manages the attachment changes no trigger, and
 * is no event.
 */
export function happenedToPool(poolId: string, before: Item | undefined, after: Item): readonly Happening[] {
  const happened = { tenantId: null, subject: { poolId } } as const;
  const from = before === undefined ? NONE : attachmentIn(before);
  const to = attachmentIn(after);
  if (isDeepStrictEqual(from, to)) return [];
  if (from.triggers.length === 0) return [{ type: "pool.attached", ...happened, to }];
  if (to.triggers.length === 0) return [{ type: "pool.detached", ...happened, from }];
  return [{ type: "pool.changed", ...happened, from, to }];
}

/** The triggers that are the suite's, and the functions that it has displaced. */
interface PoolTriggers {
  readonly triggers: readonly string[];
  readonly displaced: readonly string[];
}

const NONE: PoolTriggers = { triggers: [], displaced: [] };

function attachmentIn({ placed, displaced }: Item): PoolTriggers {
  if (!isRecord(placed) || !isRecord(displaced)) throw new MalformedItemError("an attachment is malformed");
  return {
    triggers: triggersIn(placed)
      .map(allowed(/^[A-Z][A-Za-z]{1,63}$/))
      .sort(),
    displaced: Object.values(displaced)
      .map((config) => (isRecord(config) ? functionIn(config) : undefined))
      // An ARN, which has no room for an address.
      .map(allowed(/^arn:[\w:/$-]{1,1024}$/))
      .sort(),
  };
}

const allowed =
  (form: RegExp) =>
  (text: string | undefined): string => {
    if (text === undefined || !form.test(text)) throw new MalformedItemError("an attachment is malformed");
    return text;
  };
