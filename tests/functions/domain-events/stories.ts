import type { Happening } from "../../../shared/events/domain-event";
import { ADA, ADAS_ADDRESS } from "../../harness/people";
import type { streamRecord } from "../../harness/stream-records";

type Item = Readonly<Record<string, unknown>>;
type Table = NonNullable<NonNullable<Parameters<typeof streamRecord>[2]>["table"]>;

/** How an item was, how it is, and what has happened by that. */
export interface Story {
  readonly table: Table;
  readonly before?: Item;
  readonly after: Item;
  readonly happened: readonly Happening[];
}

export const ACTOR = { kind: "person" as const, id: ADA };
export const CHANGED_AT = "2026-05-01T12:00:00.000Z";

const since = "2026-01-01T00:00:00.000Z";
const changed = { changedBy: ACTOR, changedAt: CHANGED_AT };

export const profile = (changes: Item = {}): Item => ({
  sub: ADA,
  item: "profile",
  status: "active",
  activeTenant: "acme",
  origin: "sign-up",
  createdAt: since,
  email: ADAS_ADDRESS,
  emailVerified: true,
  name: "Ada Lovelace",
  locale: "en",
  provenAddresses: new Set([ADAS_ADDRESS, "countess@lovelace.example"]),
  accounts: new Set(["partneroidc_ada@lovelace.example"]),
  federatedAs: "PartnerOidc_ada@lovelace.example",
  legacyId: "ada.lovelace",
  lastSignInAt: since,
  joined: { tenantId: "acme", role: "member", since },
  ...changed,
  ...changes,
});

/** What stands in for a profile until a sign-in is completed. */
export const PLACEHOLDER: Item = {
  sub: ADA,
  item: "profile",
  status: "suspended",
  activeTenant: "acme",
  origin: "sign-up",
  createdAt: since,
  ...changed,
};

export const membership = (changes: Item = {}): Item => ({
  sub: ADA,
  item: "tenant#acme",
  tenantId: "acme",
  role: "member",
  status: "active",
  version: 1,
  since,
  name: "Ada Lovelace",
  email: ADAS_ADDRESS,
  nameKey: "ada lovelace",
  addressKey: ADAS_ADDRESS,
  place: "acme#member#active",
  ...changed,
  ...changes,
});

export const invitation = (changes: Item = {}): Item => ({
  email: ADAS_ADDRESS,
  tenantId: "acme",
  id: "Zm9vYmFy_-",
  role: "admin",
  status: "open",
  secretDigest: "c2VjcmV0",
  invitedBy: { kind: "person", id: ADA },
  language: "en",
  createdAt: since,
  expiresAt: 1_800_000_000,
  version: 1,
  listKey: ADAS_ADDRESS,
  ...changed,
  ...changes,
});

export const tenant = (changes: Item = {}): Item => ({
  id: "tenant#acme",
  name: "Lovelace & Daughters",
  status: "active",
  defaultRole: "member",
  brand: { name: "Lovelace", colour: "#0055aa", supportUrl: "mailto:ada@lovelace.example" },
  version: 1,
  createdAt: since,
  listing: "tenants",
  sortKey: "lovelace & daughters",
  ...changed,
  ...changes,
});

export const domain = (changes: Item = {}): Item => ({
  id: "domain#acme.example",
  tenantId: "acme",
  provenAt: since,
  how: "dns",
  status: "owned",
  listing: "domains#acme",
  sortKey: "acme.example",
  ...changed,
  ...changes,
});

export const releasedDomain: Item = { id: "domain#acme.example", status: "released", ...changed };

export const claim = (changes: Item = {}): Item => ({
  id: "claim#acme.example#acme",
  domain: "acme.example",
  tenantId: "acme",
  token: "secret-of-the-record",
  createdAt: since,
  status: "open",
  listing: "domains#acme",
  sortKey: "acme.example#claim",
  ...changed,
  ...changes,
});

export const client = (changes: Item = {}): Item => ({
  id: "client#2machine34567890",
  name: "Ada's machine",
  kind: "machine",
  tenantId: "acme",
  scopes: ["api/members.read"],
  managedBy: "operator",
  status: "registered",
  version: 1,
  listing: "clients",
  sortKey: "ada's machine",
  ...changed,
  ...changes,
});

export const provider = (changes: Item = {}): Item => ({
  id: "provider#acmesaml",
  name: "AcmeSaml",
  tenantId: "acme",
  authoritativeFor: ["acme.example"],
  managedBy: "stack",
  status: "bound",
  version: 1,
  listing: "providers",
  sortKey: "acmesaml",
  ...changed,
  ...changes,
});

const tombstone: Item = {
  sub: ADA,
  item: "profile",
  status: "removed",
  activeTenant: "acme",
  origin: "sign-up",
  createdAt: since,
  removedAt: CHANGED_AT,
  ...changed,
};

/** What a removal leaves of a membership. */
const formerMembership: Item = {
  sub: ADA,
  item: "tenant#acme",
  tenantId: "acme",
  role: "member",
  status: "removed",
  version: 2,
  since,
  ...changed,
};

const passkeys = (passkeyChange: string): Item => ({
  sub: ADA,
  item: "passkeys",
  passkeyChange,
  passkeyChanges: 1,
  ...changed,
});

const ofPerson = { tenantId: null, subject: { sub: ADA } } as const;
const ofMember = { tenantId: "acme", subject: { sub: ADA, tenantId: "acme" } } as const;
const ofInvitation = {
  tenantId: "acme",
  subject: { invitationId: "Zm9vYmFy_-", tenantId: "acme" },
} as const;
const ofTenant = { tenantId: "acme", subject: { tenantId: "acme" } } as const;
const ofDomain = { tenantId: "acme", subject: { domain: "acme.example", tenantId: "acme" } } as const;
const ofClient = { tenantId: "acme", subject: { clientId: "2machine34567890" } } as const;
const gate = "arn:aws:lambda:eu-central-1:123456789012:function:gate";

export const pool = (changes: Item = {}): Item => ({
  id: "pool#eu-central-1_Orders001",
  poolId: "eu-central-1_Orders001",
  placed: {
    PreSignUp: "arn:aws:lambda:eu-central-1:123456789012:function:cognito-triggers-dev-pre-sign-up",
    PreTokenGenerationConfig: {
      LambdaArn:
        "arn:aws:lambda:eu-central-1:123456789012:function:cognito-triggers-dev-pre-token-generation",
      LambdaVersion: "V2_0",
    },
  },
  displaced: { PreSignUp: { PreSignUp: gate } },
  managedBy: "operator",
  version: 1,
  ...changed,
  ...changes,
});

const ofPool = { tenantId: null, subject: { poolId: "eu-central-1_Orders001" } } as const;
const attached = { triggers: ["PreSignUp", "PreTokenGeneration"], displaced: [gate] };

const ofProvider = { tenantId: "acme", subject: { provider: "acmesaml" } } as const;
const machine = { kind: "machine", scopes: ["api/members.read"] } as const;
const saml = { authoritativeFor: ["acme.example"] };
const added: Happening = { type: "membership.added", ...ofMember, to: { role: "member" } };

const turn = <From extends string, To extends string>(from: From, to: To) => ({
  from: { status: from },
  to: { status: to },
});

const people = (stories: Record<string, Omit<Story, "table">>) => inTable("PeopleTable", stories);
const tenants = (stories: Record<string, Omit<Story, "table">>) => inTable("TenantsTable", stories);
const inTable = (table: Table, stories: Record<string, Omit<Story, "table">>): [string, Story][] =>
  Object.entries(stories).map(([name, story]) => [name, { table, ...story }]);

export const STORIES: readonly [string, Story][] = [
  ...people({
    "a person signs up": {
      after: profile(),
      happened: [{ type: "person.created", ...ofPerson, to: { origin: "sign-up" } }],
    },
    "a person moves over": {
      after: profile({ origin: "migration" }),
      happened: [
        { type: "person.created", ...ofPerson, to: { origin: "migration" } },
        { type: "person.migrated", ...ofPerson },
      ],
    },
    "somebody is suspended before their first sign-in": {
      after: profile({ status: "suspended" }),
      happened: [
        { type: "person.created", ...ofPerson, to: { origin: "sign-up" } },
        { type: "person.suspended", ...ofPerson, ...turn("active", "suspended") },
      ],
    },
    "somebody is suspended who has not completed their first sign-in": {
      after: PLACEHOLDER,
      happened: [{ type: "person.suspended", ...ofPerson, ...turn("active", "suspended") }],
    },
    "their suspension ends": {
      before: PLACEHOLDER,
      after: { ...PLACEHOLDER, status: "active" },
      happened: [{ type: "person.restored", ...ofPerson, ...turn("suspended", "active") }],
    },
    "a person is suspended": {
      before: profile(),
      after: profile({ status: "suspended" }),
      happened: [{ type: "person.suspended", ...ofPerson, ...turn("active", "suspended") }],
    },
    "a person is restored": {
      before: profile({ status: "suspended" }),
      after: profile(),
      happened: [{ type: "person.restored", ...ofPerson, ...turn("suspended", "active") }],
    },
    "a person is removed": {
      before: profile(),
      after: profile({ status: "removed", removedAt: CHANGED_AT }),
      happened: [{ type: "person.removed", ...ofPerson, ...turn("active", "removed") }],
    },
    "a person is erased": {
      before: profile({ status: "removed", removedAt: CHANGED_AT }),
      after: tombstone,
      happened: [{ type: "person.erased", ...ofPerson }],
    },
    "a person is removed and erased at once": {
      before: profile({ status: "suspended" }),
      after: tombstone,
      happened: [
        { type: "person.removed", ...ofPerson, ...turn("suspended", "removed") },
        { type: "person.erased", ...ofPerson },
      ],
    },
    "somebody makes a passkey": {
      after: passkeys("added"),
      happened: [{ type: "person.passkey-added", ...ofPerson }],
    },
    "somebody makes another passkey": {
      before: passkeys("added"),
      after: { ...passkeys("added"), passkeyChanges: 2 },
      happened: [{ type: "person.passkey-added", ...ofPerson }],
    },
    "somebody deletes a passkey": {
      before: passkeys("added"),
      after: { ...passkeys("removed"), passkeyChanges: 2 },
      happened: [{ type: "person.passkey-removed", ...ofPerson }],
    },
    "a person comes back": {
      before: tombstone,
      after: profile(),
      happened: [{ type: "person.restored", ...ofPerson, ...turn("removed", "active") }],
    },
    "a tombstone is written again": { before: tombstone, after: tombstone, happened: [] },
    "a person signs in": {
      before: profile(),
      after: profile({ lastSignInAt: CHANGED_AT, name: "Ada King", changedBy: undefined }),
      happened: [],
    },
    "a person joins a tenant": { after: membership(), happened: [added] },
    "a person joins as a suspended member": {
      after: membership({ status: "suspended" }),
      happened: [added, { type: "membership.suspended", ...ofMember, ...turn("active", "suspended") }],
    },
    "a former member comes back": {
      before: formerMembership,
      after: membership({ version: 3, role: "viewer" }),
      happened: [{ type: "membership.added", ...ofMember, to: { role: "viewer" } }],
    },
    "a member gets another role": {
      before: membership(),
      after: membership({ role: "admin", place: "acme#admin#active", version: 2 }),
      happened: [
        { type: "membership.role-changed", ...ofMember, from: { role: "member" }, to: { role: "admin" } },
      ],
    },
    "a member is suspended and gets another role": {
      before: membership(),
      after: membership({ role: "viewer", status: "suspended", version: 2 }),
      happened: [
        { type: "membership.role-changed", ...ofMember, from: { role: "member" }, to: { role: "viewer" } },
        { type: "membership.suspended", ...ofMember, ...turn("active", "suspended") },
      ],
    },
    "a member is reinstated": {
      before: membership({ status: "suspended" }),
      after: membership({ version: 2 }),
      happened: [{ type: "membership.reinstated", ...ofMember, ...turn("suspended", "active") }],
    },
    "a member is removed": {
      before: membership({ status: "suspended", role: "admin" }),
      after: formerMembership,
      happened: [{ type: "membership.removed", ...ofMember, from: { role: "admin" } }],
    },
    "an operator is made": {
      after: membership({ item: "tenant#platform", tenantId: "platform", role: "admin" }),
      happened: [
        {
          type: "membership.added",
          tenantId: "platform",
          subject: { sub: ADA, tenantId: "platform" },
          to: { role: "admin" },
        },
      ],
    },
    "the name and address of a member are refreshed": {
      before: membership(),
      after: membership({ name: "Ada King", email: "king@acme.example", nameKey: "ada king" }),
      happened: [],
    },
    "a removed membership is removed": { before: formerMembership, after: formerMembership, happened: [] },
    "a mark is excluded": {
      after: { sub: `mark#${"a".repeat(64)}`, item: "exclusion", status: "removed", since },
      happened: [],
    },
    "the holder of a mark is noted": {
      after: { sub: `mark#${"a".repeat(64)}`, item: `person#${ADA}` },
      happened: [],
    },
  }),
  ...inTable("InvitationsTable", {
    "somebody is invited": {
      after: invitation(),
      happened: [{ type: "invitation.created", ...ofInvitation, to: { role: "admin" } }],
    },
    "a newer invitation takes an earlier one's place": {
      before: invitation({ id: "earlier", status: "accepted" }),
      after: invitation({ role: "viewer" }),
      happened: [{ type: "invitation.created", ...ofInvitation, to: { role: "viewer" } }],
    },
    "an invitation is accepted": {
      before: invitation({ claimedBy: ADA }),
      after: invitation({ claimedBy: ADA, status: "accepted", listKey: undefined }),
      happened: [
        { type: "invitation.accepted", ...ofInvitation, subject: { ...ofInvitation.subject, sub: ADA } },
      ],
    },
    "an invitation is declined": {
      before: invitation(),
      after: invitation({ status: "declined" }),
      happened: [{ type: "invitation.declined", ...ofInvitation }],
    },
    "an invitation is withdrawn": {
      before: invitation(),
      after: invitation({ status: "withdrawn" }),
      happened: [{ type: "invitation.withdrawn", ...ofInvitation }],
    },
    "an invitation is sent again": {
      before: invitation(),
      after: invitation({ secretDigest: "bmV3", sentAt: CHANGED_AT, version: 2 }),
      happened: [],
    },
  }),
  ...tenants({
    "a tenant is created": {
      after: tenant(),
      happened: [{ type: "tenant.created", ...ofTenant, to: { defaultRole: "member" } }],
    },
    "a tenant is changed": {
      before: tenant(),
      after: tenant({ name: "King's", defaultRole: "viewer", brand: undefined, sortKey: "king's" }),
      happened: [
        {
          type: "tenant.changed",
          ...ofTenant,
          from: { defaultRole: "member" },
          to: { defaultRole: "viewer", changed: ["name", "defaultRole", "brand"] },
        },
      ],
    },
    "a tenant is suspended": {
      before: tenant(),
      after: tenant({ status: "suspended" }),
      happened: [{ type: "tenant.suspended", ...ofTenant, ...turn("active", "suspended") }],
    },
    "a tenant is restored": {
      before: tenant({ status: "suspended" }),
      after: tenant(),
      happened: [{ type: "tenant.restored", ...ofTenant, ...turn("suspended", "active") }],
    },
    "only the index of a tenant changes": {
      before: tenant(),
      after: tenant({ sortKey: "another", changedBy: undefined }),
      happened: [],
    },
    "a domain is claimed": { after: claim(), happened: [{ type: "domain.claimed", ...ofDomain }] },
    "a domain is claimed again": {
      before: claim({ status: "withdrawn" }),
      after: claim(),
      happened: [{ type: "domain.claimed", ...ofDomain }],
    },
    "a claim is withdrawn": {
      before: claim(),
      after: claim({ status: "withdrawn" }),
      happened: [{ type: "domain.withdrawn", ...ofDomain }],
    },
    "a claim is proven": { before: claim(), after: claim({ status: "proven" }), happened: [] },
    "a domain is proven": {
      after: domain(),
      happened: [{ type: "domain.proven", ...ofDomain, to: { how: "dns" } }],
    },
    "a domain is proven by an operator, after a release": {
      before: releasedDomain,
      after: domain({ how: "operator" }),
      happened: [{ type: "domain.proven", ...ofDomain, to: { how: "operator" } }],
    },
    "a domain is released": {
      before: domain(),
      after: releasedDomain,
      happened: [{ type: "domain.released", ...ofDomain }],
    },
    "a domain changes hands": {
      before: domain({ tenantId: "globex" }),
      after: domain(),
      happened: [
        {
          type: "domain.released",
          tenantId: "globex",
          subject: { domain: "acme.example", tenantId: "globex" },
        },
        { type: "domain.proven", ...ofDomain, to: { how: "dns" } },
      ],
    },
    "a client is registered": {
      after: client(),
      happened: [{ type: "client.registered", ...ofClient, to: machine }],
    },
    "a client without tenant and ceiling is registered": {
      after: client({ kind: "own", tenantId: undefined, scopes: undefined }),
      happened: [
        {
          type: "client.registered",
          tenantId: null,
          subject: ofClient.subject,
          to: { kind: "own", scopes: null },
        },
      ],
    },
    "a client is changed": {
      before: client(),
      after: client({ kind: "foreign", scopes: [], name: "Another" }),
      happened: [
        {
          type: "client.changed",
          ...ofClient,
          from: machine,
          to: { kind: "foreign", scopes: [], changed: ["name", "kind", "scopes"] },
        },
      ],
    },
    "a client is registered again as it was": {
      before: client(),
      after: client({ version: 2, changedAt: since }),
      happened: [],
    },
    "a client acts for another tenant": {
      before: client({ tenantId: "globex" }),
      after: client(),
      happened: [
        { type: "client.released", tenantId: "globex", subject: ofClient.subject, from: machine },
        { type: "client.registered", ...ofClient, to: machine },
      ],
    },
    "a client is released": {
      before: client(),
      after: client({ status: "released", listing: undefined }),
      happened: [{ type: "client.released", ...ofClient, from: machine }],
    },
    "a provider is bound": {
      after: provider(),
      happened: [{ type: "provider.bound", ...ofProvider, to: saml }],
    },
    "a provider is changed": {
      before: provider(),
      after: provider({ authoritativeFor: [] }),
      happened: [{ type: "provider.changed", ...ofProvider, from: saml, to: { authoritativeFor: [] } }],
    },
    "a provider is put there again as it was": {
      before: provider(),
      after: provider({ version: 2 }),
      happened: [],
    },
    "a provider is bound to another tenant": {
      before: provider({ tenantId: "globex" }),
      after: provider(),
      happened: [
        { type: "provider.unbound", tenantId: "globex", subject: ofProvider.subject, from: saml },
        { type: "provider.bound", ...ofProvider, to: saml },
      ],
    },
    "a pool is attached": { after: pool(), happened: [{ type: "pool.attached", ...ofPool, to: attached }] },
    "a pool is attached that was detached before": {
      before: pool({ placed: {}, displaced: {} }),
      after: pool(),
      happened: [{ type: "pool.attached", ...ofPool, to: attached }],
    },
    "a pool has other triggers": {
      before: pool({ placed: { PreSignUp: gate }, displaced: {} }),
      after: pool(),
      happened: [
        {
          type: "pool.changed",
          ...ofPool,
          from: { triggers: ["PreSignUp"], displaced: [] },
          to: attached,
        },
      ],
    },
    "an attachment is taken over": { before: pool({ managedBy: "stack" }), after: pool(), happened: [] },
    "a pool is detached": {
      before: pool(),
      after: pool({ placed: {}, displaced: {} }),
      happened: [{ type: "pool.detached", ...ofPool, from: attached }],
    },
    "a provider is unbound": {
      before: provider(),
      after: provider({ status: "unbound" }),
      happened: [{ type: "provider.unbound", ...ofProvider, from: saml }],
    },
  }),
];
