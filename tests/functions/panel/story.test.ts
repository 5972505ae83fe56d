import { sentenceOf } from "../../../functions/panel/browser/views/story";

const ADA = { kind: "person", id: "1", name: "Ada Lovelace" };
const OPERATOR = { kind: "operator", id: "2", name: "Olga" };
const TRIGGER = { kind: "trigger", id: "post-confirmation" };
const COMMAND = { kind: "command", id: "people:suspend" };
const MACHINE = { kind: "machine", id: "client7" };
const BOB = { sub: "3", name: "Bob Byte" };

test.each<[type: string, sentence: string, more: object]>([
  ["membership.added", "Ada Lovelace added Bob Byte as a member", { to: { role: "member" } }],
  ["membership.added", "Bob Byte joined as an admin", { actor: TRIGGER, to: { role: "admin" } }],
  [
    "membership.added",
    "Ada Lovelace joined as a viewer",
    { subject: { sub: "1", name: "Ada Lovelace" }, to: { role: "viewer" } },
  ],
  [
    "membership.role-changed",
    "Ada Lovelace made Bob Byte an admin, before that a member",
    { from: { role: "member" }, to: { role: "admin" } },
  ],
  ["membership.suspended", "Olga (operator) suspended Bob Byte", { actor: OPERATOR }],
  ["membership.reinstated", "Ada Lovelace reinstated Bob Byte", {}],
  ["membership.removed", "Ada Lovelace removed Bob Byte", {}],
  ["membership.removed", "Ada Lovelace left", { subject: { sub: "1", name: "Ada Lovelace" } }],
  [
    "invitation.created",
    "Ada Lovelace invited somebody as a member",
    { subject: { invitationId: "i" }, to: { role: "member" } },
  ],
  [
    "invitation.accepted",
    "Bob Byte accepted an invitation",
    { actor: TRIGGER, subject: { invitationId: "i", sub: "3", name: "Bob Byte" } },
  ],
  ["invitation.declined", "Ada Lovelace declined an invitation", { subject: {} }],
  ["invitation.withdrawn", "The client client7 withdrew an invitation", { actor: MACHINE, subject: {} }],
  [
    "tenant.created",
    "Olga (operator) created the tenant acme",
    { actor: OPERATOR, subject: { tenantId: "acme" } },
  ],
  ["tenant.changed", "Ada Lovelace changed the settings of the tenant", {}],
  [
    "tenant.changed",
    "Ada Lovelace changed the name, the default role and the brand of the tenant",
    { to: { changed: ["name", "defaultRole", "brand"] } },
  ],
  [
    "tenant.suspended",
    "An operator's command suspended the tenant acme",
    { actor: COMMAND, subject: { tenantId: "acme" } },
  ],
  [
    "tenant.restored",
    "An operator restored the tenant acme",
    { actor: { kind: "operator", id: "2" }, subject: { tenantId: "acme" } },
  ],
  [
    "domain.claimed",
    "Olga (operator) claimed the domain acme.example",
    { actor: OPERATOR, subject: { domain: "acme.example" } },
  ],
  [
    "domain.proven",
    "Olga (operator) proved the domain acme.example",
    { actor: OPERATOR, subject: { domain: "acme.example" } },
  ],
  [
    "domain.released",
    "Olga (operator) released the domain acme.example",
    { actor: OPERATOR, subject: { domain: "acme.example" } },
  ],
  [
    "client.registered",
    "Olga (operator) registered the client agent7",
    { actor: OPERATOR, subject: { clientId: "agent7" } },
  ],
  [
    "client.registered",
    "The deployment registered the client web1",
    { actor: { kind: "command", id: "deploy" }, subject: { clientId: "web1" } },
  ],
  [
    "client.changed",
    "Olga (operator) changed what the client agent7 may do",
    { actor: OPERATOR, subject: { clientId: "agent7" } },
  ],
  [
    "client.released",
    "Olga (operator) released the client agent7",
    { actor: OPERATOR, subject: { clientId: "agent7" } },
  ],
  [
    "provider.bound",
    "An operator's command bound the identity provider acmesaml",
    { actor: COMMAND, subject: { provider: "acmesaml" } },
  ],
  [
    "provider.unbound",
    "An operator's command unbound the identity provider acmesaml",
    { actor: COMMAND, subject: { provider: "acmesaml" } },
  ],
  [
    "pool.attached",
    "An operator's command attached the user pool eu-central-1_Orders001",
    { actor: COMMAND, subject: { poolId: "eu-central-1_Orders001" } },
  ],
  ["person.created", "Bob Byte got an account", { actor: TRIGGER }],
  ["person.migrated", "Bob Byte moved over from the old system", { actor: TRIGGER }],
  ["person.suspended", "Olga (operator) suspended the account of Bob Byte", { actor: OPERATOR }],
  ["person.passkey-added", "Bob Byte made a passkey", {}],
  ["person.passkey-removed", "Bob Byte deleted a passkey", {}],
  ["person.erased", "Olga (operator) erased a person", { actor: OPERATOR, subject: { sub: "3" } }],
  [
    "person.removed",
    "Somebody removed the account of somebody",
    { actor: { kind: "person", id: "9" }, subject: { sub: "3" } },
  ],
  ["something.new", "Ada Lovelace: something.new", {}],
])("%s is told as: %s", (type, sentence, more) => {
  const entry = {
    id: "1",
    time: "2026-11-20T10:00:00.000Z",
    type,
    actor: ADA,
    subject: BOB,
    from: null,
    to: null,
  };
  expect(sentenceOf({ ...entry, ...more })).toBe(sentence);
});
