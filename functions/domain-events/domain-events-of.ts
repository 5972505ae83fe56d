import { isActor } from "../../shared/change";
import { isDomain } from "../../shared/email";
import { type DomainEvent, EVENT_VERSION, type Happening } from "../../shared/events/domain-event";
import { isTimestamp } from "../../shared/json";
import { PASSKEYS } from "../../shared/people/passkey-changes";
import { isBlank } from "../../shared/people/placeholder";
import { isClientId, isPoolId } from "../../shared/runtime/cognito-event";
import { isProviderName } from "../../shared/tenants/identity-providers";
import { isTenantId } from "../../shared/tenants/tenant";
import { happenedToClient } from "./happenings/client";
import { happenedToClaim, happenedToDomain } from "./happenings/domain";
import { MalformedItemError } from "./happenings/fields";
import { happenedToInvitation } from "./happenings/invitation";
import { happenedToMembership } from "./happenings/membership";
import { happenedToPasskeys } from "./happenings/passkeys";
import { happenedToPerson } from "./happenings/person";
import { happenedToPool } from "./happenings/pool";
import { happenedToProvider } from "./happenings/provider";
import { happenedToTenant } from "./happenings/tenant";
import type { Item, StreamedChange, StreamedTable } from "./stream-record";

/**
 * The domain events of one record of a stream. A change that means nothing to others, such as a refreshed name, has
 * none.
 * @throws {MalformedItemError} for an item of an unknown form, or one that does not say who changed it
 */
export function domainEventsOf({
  id,
  table,
  before,
  after,
  hasExpired,
}: StreamedChange): readonly DomainEvent[] {
  if (hasExpired) return [];
  const happenings = rulesOf(table, after ?? before ?? {})(before, after);
  return happenings.map((happening, position) => ({
    id: `${id}-${position + 1}`,
    version: EVENT_VERSION,
    ...momentOf(after ?? {}),
    ...happening,
  }));
}

/** When an item was last changed, and by whom. */
function momentOf({ changedBy, changedAt }: Item): Pick<DomainEvent, "time" | "actor"> {
  if (!isActor(changedBy) || !isTimestamp(changedAt))
    throw new MalformedItemError("the item does not say who changed it, and when");
  const { kind, id } = changedBy;
  return { time: new Date(changedAt).toISOString(), actor: { kind, id } };
}

type Rules = (before: Item | undefined, after: Item | undefined) => readonly Happening[];

function rulesOf(table: StreamedTable, item: Item): Rules {
  switch (table) {
    case "people":
      return rulesOfPeople(item);
    case "invitations":
      return rulesOfInvitations;
    case "tenants":
      return rulesOfTenants(String(item.id));
  }
}

function rulesOfPeople({ sub, item }: Item): Rules {
  // What is kept under digests of marks. The profile's own events tell what it means.
  if (String(sub).startsWith("mark#")) return () => [];
  if (item === "profile") return rulesOfProfile;
  if (item === PASSKEYS) return kept(happenedToPasskeys);
  if (String(item).startsWith("tenant#")) return kept(happenedToMembership);
  throw new MalformedItemError("an item of an unknown form");
}

/** Only a placeholder is ever deleted. The change before its deletion says who ended the suspension. */
const rulesOfProfile: Rules = (before, after) =>
  after === undefined && before !== undefined && isBlank(before) ? [] : kept(happenedToPerson)(before, after);

function rulesOfTenants(id: string): Rules {
  const [, kind, name = ""] = /^(\w+)#(.+)$/.exec(id) ?? [];
  switch (kind) {
    case "tenant":
      return named(isTenantId, name, happenedToTenant);
    case "domain":
      return named(isDomain, name, happenedToDomain);
    case "claim":
      return kept(happenedToClaim);
    case "client":
      return named(isClientId, name, happenedToClient);
    case "provider":
      return named(isProviderName, name, happenedToProvider);
    case "pool":
      return named(isPoolId, name, happenedToPool);
    default:
      throw new MalformedItemError("an item of an unknown form");
  }
}

/** Only an erasure deletes an invitation, and the person's own event tells of it. */
const rulesOfInvitations: Rules = (before, after) =>
  after === undefined ? [] : happenedToInvitation(before, after);

/** The rules for an item whose key holds its name. */
function named(
  isName: (text: string) => boolean,
  name: string,
  rules: (name: string, before: Item | undefined, after: Item) => readonly Happening[],
): Rules {
  if (!isName(name)) throw new MalformedItemError("the key of an item is malformed");
  return kept((before, after) => rules(name, before, after));
}

/** The rules for items that are never deleted, because a deletion does not say who made it. */
const kept =
  (rules: (before: Item | undefined, after: Item) => readonly Happening[]): Rules =>
  (before, after) => {
    if (after === undefined) throw new MalformedItemError("an item was deleted");
    return rules(before, after);
  };
