import type { EventType } from "../../shared/events/domain-event";

/** The meaning of each event, beyond what its name says. The compiler requires one for each event. */
export const EVENT_MEANINGS: Readonly<Record<EventType, string>> = {
  "person.created": "somebody has a profile for the first time; `origin` says where they came from",
  "person.migrated": "they came from the old system; it follows `person.created`",
  "person.suspended": "an operator keeps them out of every tenant",
  "person.restored": "they may come in again, or are back after a removal, by an invitation",
  "person.removed": "an operator has ended their access to every tenant",
  "person.erased": "their data is deleted: delete what you hold of this `sub`",
  "person.passkey-added": "they have made a passkey through the API; the sign-in pages tell nothing of one",
  "person.passkey-removed": "they have deleted a passkey through the API",

  "membership.added": "a person is in a tenant now, for the first time or again",
  "membership.role-changed": "their role is another one",
  "membership.suspended": "an admin keeps them out of this tenant",
  "membership.reinstated": "an admin lets them in again",
  "membership.removed": "they have left the tenant or were removed; the role is the last they had",

  "invitation.created": "an address is invited; the event does not say which",
  "invitation.accepted": "the person has joined by it",
  "invitation.declined": "its owner does not want it",
  "invitation.withdrawn": "an admin has taken it back",

  "tenant.created": "a tenant exists",
  "tenant.changed": "`changed` says what of it is another now",
  "tenant.suspended": "an operator keeps everybody of the tenant out",
  "tenant.restored": "its people may come in again",

  "domain.claimed": "a tenant says that an e-mail domain is theirs; it grants nothing yet",
  "domain.withdrawn": "it does not say so any more",
  "domain.proven": "the domain is the tenant's, by a DNS record or an operator's word",
  "domain.released": "the domain is nobody's",

  "client.registered": "an app client may act, up to the highest `scopes`; null is no ceiling",
  "client.changed": "its kind, name or highest scopes are others",
  "client.released": "it may not act any more, or not for this tenant",

  "provider.bound": "an identity provider is known, with the domains that it proves addresses of",
  "provider.changed": "these domains are others",
  "provider.unbound": "it is not known any more, or not bound to this tenant",

  "pool.attached":
    "the suite's functions become triggers of a pool that others have made; `displaced` are the functions that they replace",
  "pool.changed": "it has other triggers of the suite, or they replace other functions",
  "pool.detached": "it has none of the suite's any more, and what was displaced is back",
};
