import type { Origin } from "../people/person";
import { CLIENT_KINDS } from "../tenants/clients";
import { ROLES } from "../tenants/role";

/*
 * What each domain event holds besides its envelope, as JSON Schemas. The types of the events and docs/events.md are
 * made from this. Events name people and things by ids only, never by an address or a name.
 */

const text = { type: "string" } as const;
const texts = { type: "array", items: text } as const;
const oneOf = <const Word extends string>(...words: readonly Word[]) => ({ enum: words }) as const;
const some = <const Word extends string>(...words: readonly Word[]) =>
  ({ type: "array", items: oneOf(...words) }) as const;

const role = oneOf(...ROLES);
const origin = oneOf(
  ...(["sign-up", "migration", "admin", "federation"] as const satisfies readonly Origin[]),
);
const client = {
  kind: oneOf(...CLIENT_KINDS),
  scopes: { ...texts, type: ["array", "null"] },
} as const;
const provider = { authoritativeFor: texts } as const;
const attachment = { triggers: texts, displaced: texts } as const;

const person = { sub: text } as const;
const member = { sub: text, tenantId: text } as const;
const invitation = { invitationId: text, tenantId: text } as const;
const tenant = { tenantId: text } as const;
const domain = { domain: text, tenantId: text } as const;

const turn = <const From extends string, const To extends string>(from: readonly From[], to: To) => ({
  from: { status: oneOf(...from) },
  to: { status: oneOf(to) },
});

/** By type: what the event is about, and what it says about the state before and after. */
export const EVENT_FORMS = {
  "person.created": { subject: person, to: { origin } },
  "person.migrated": { subject: person },
  "person.suspended": { subject: person, ...turn(["active", "removed"], "suspended") },
  "person.restored": { subject: person, ...turn(["suspended", "removed"], "active") },
  "person.removed": { subject: person, ...turn(["active", "suspended"], "removed") },
  "person.erased": { subject: person },
  "person.passkey-added": { subject: person },
  "person.passkey-removed": { subject: person },

  "membership.added": { subject: member, to: { role } },
  "membership.role-changed": { subject: member, from: { role }, to: { role } },
  "membership.suspended": { subject: member, ...turn(["active"], "suspended") },
  "membership.reinstated": { subject: member, ...turn(["suspended"], "active") },
  "membership.removed": { subject: member, from: { role } },

  "invitation.created": { subject: invitation, to: { role } },
  "invitation.accepted": { subject: { ...invitation, ...person } },
  "invitation.declined": { subject: invitation },
  "invitation.withdrawn": { subject: invitation },

  "tenant.created": { subject: tenant, to: { defaultRole: role } },
  "tenant.changed": {
    subject: tenant,
    from: { defaultRole: role },
    to: { defaultRole: role, changed: some("name", "defaultRole", "brand") },
  },
  "tenant.suspended": { subject: tenant, ...turn(["active"], "suspended") },
  "tenant.restored": { subject: tenant, ...turn(["suspended"], "active") },

  "domain.claimed": { subject: domain },
  "domain.withdrawn": { subject: domain },
  "domain.proven": { subject: domain, to: { how: oneOf("dns", "operator") } },
  "domain.released": { subject: domain },

  "client.registered": { subject: { clientId: text }, to: client },
  "client.changed": {
    subject: { clientId: text },
    from: client,
    to: { ...client, changed: some("name", "kind", "scopes") },
  },
  "client.released": { subject: { clientId: text }, from: client },

  "provider.bound": { subject: { provider: text }, to: provider },
  "provider.changed": { subject: { provider: text }, from: provider, to: provider },
  "provider.unbound": { subject: { provider: text }, from: provider },

  "pool.attached": { subject: { poolId: text }, to: attachment },
  "pool.changed": { subject: { poolId: text }, from: attachment, to: attachment },
  "pool.detached": { subject: { poolId: text }, from: attachment },
} as const;
