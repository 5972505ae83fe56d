import type { Happening } from "../../../shared/events/domain-event";
import { PASSKEY_CHANGES } from "../../../shared/people/passkey-changes";
import type { Item } from "../stream-record";
import { opaqueIn, wordIn } from "./fields";

const changeIn = wordIn(...PASSKEY_CHANGES);

/** What has happened to somebody's passkeys. Whatever is written of them is another change. */
export function happenedToPasskeys(_: Item | undefined, after: Item): readonly Happening[] {
  const subject = { sub: opaqueIn(after, "sub") };
  return [{ type: `person.passkey-${changeIn(after, "passkeyChange")}`, tenantId: null, subject }];
}
