import type { Happening } from "../../../shared/events/domain-event";
import type { Profile, ProfileStatus } from "../../../shared/people/person";
import { isPlaceholder } from "../../../shared/people/placeholder";
import { isTombstone } from "../../../shared/people/tombstone";
import type { Item } from "../stream-record";
import { opaqueIn, wordIn } from "./fields";

const statusIn = wordIn<ProfileStatus>("active", "suspended", "removed");
const originIn = wordIn("sign-up", "migration", "admin", "federation");

/** What has happened to a person, by their profile. */
export function happenedToPerson(before: Item | undefined, after: Item): readonly Happening[] {
  const subject = { sub: opaqueIn(after, "sub") };
  const happened = { tenantId: null, subject } as const;
  const from = before === undefined ? "active" : statusIn(before, "status");
  return [
    ...(before === undefined && !isPlaceholder(after as unknown as Profile)
      ? beginningOf(after, happened)
      : []),
    ...turnOf(from, statusIn(after, "status"), happened),
    ...(isErased(after) && before !== undefined && !isErased(before)
      ? [{ type: "person.erased", ...happened } as const]
      : []),
  ];
}

interface Happened {
  readonly tenantId: null;
  readonly subject: { readonly sub: string };
}

function beginningOf(profile: Item, happened: Happened): readonly Happening[] {
  const origin = originIn(profile, "origin");
  return [
    { type: "person.created", ...happened, to: { origin } },
    ...(origin === "migration" ? [{ type: "person.migrated", ...happened } as const] : []),
  ];
}

function turnOf(from: ProfileStatus, to: ProfileStatus, happened: Happened): readonly Happening[] {
  if (to === "active" && from !== "active")
    return [{ type: "person.restored", ...happened, from: { status: from }, to: { status: to } }];
  if (to === "suspended" && from !== "suspended")
    return [{ type: "person.suspended", ...happened, from: { status: from }, to: { status: to } }];
  if (to === "removed" && from !== "removed")
    return [{ type: "person.removed", ...happened, from: { status: from }, to: { status: to } }];
  return [];
}

const isErased = (profile: Item): boolean => isTombstone(profile as unknown as Profile);
