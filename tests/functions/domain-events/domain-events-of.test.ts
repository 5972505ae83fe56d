import { domainEventsOf } from "../../../functions/domain-events/domain-events-of";
import { MalformedItemError } from "../../../functions/domain-events/happenings/fields";
import { readBatch } from "../../../functions/domain-events/stream-record";
import type { DomainEvent } from "../../../shared/events/domain-event";
import { EVENT_FORMS } from "../../../shared/events/event-forms";
import { isScope } from "../../../shared/tenants/clients";
import { isProviderName } from "../../../shared/tenants/identity-providers";
import { batchOf, streamRecord } from "../../harness/stream-records";
import {
  ACTOR,
  CHANGED_AT,
  claim,
  client,
  domain,
  invitation,
  membership,
  PLACEHOLDER,
  pool,
  profile,
  provider,
  STORIES,
  tenant,
} from "./stories";

const TABLES = { people: "PeopleTable", tenants: "TenantsTable", invitations: "InvitationsTable" };
const EVENT_ID = "7de3041dd709b024af6f29e4fa13d34c";

function told(...given: Parameters<typeof streamRecord>): readonly DomainEvent[] {
  const [before, after, circumstances] = given;
  return readBatch(
    batchOf(streamRecord(before, after, { eventID: EVENT_ID, ...circumstances })),
    TABLES,
  ).flatMap(domainEventsOf);
}

test.each(STORIES)("%s", (_, { table, before, after, happened }) => {
  expect(told(before, after, { table })).toEqual(
    happened.map((happening, position) => ({
      id: `${EVENT_ID}-${position + 1}`,
      version: "1",
      time: CHANGED_AT,
      actor: ACTOR,
      ...happening,
    })),
  );
});

test("every event is told by some story", () => {
  const types = STORIES.flatMap(([, { happened }]) => happened.map(({ type }) => type));
  expect([...new Set(types)].sort()).toEqual(Object.keys(EVENT_FORMS).sort());
});

test.each([
  ["an invitation", "InvitationsTable", invitation()],
  ["whatever it is", "PeopleTable", profile()],
] as const)("%s that expires is no event", (_, table, item) => {
  expect(told(item, undefined, { table, hasExpired: true })).toEqual([]);
});

test("a placeholder goes without an event, because its end was told; no other profile is ever deleted", () => {
  const table = "PeopleTable";
  expect(told({ ...PLACEHOLDER, status: "active" }, undefined, { table })).toEqual([]);
  expect(() => told(profile(), undefined, { table })).toThrow(MalformedItemError);
});

test("what the registry takes as a scope or a provider, an event takes, too: no change of one is kept from the audit", () => {
  const signs = Array.from({ length: 94 }, (_, position) => String.fromCharCode(0x21 + position));
  for (const sign of signs.filter((one) => isScope(`api/a${one}b`))) {
    const scopes = [`api/a${sign}b`];
    const [event] = told(undefined, client({ scopes }), { table: "TenantsTable" });
    expect([sign, event]).toMatchObject([sign, { type: "client.registered", to: { scopes } }]);
  }
  for (const sign of signs.filter((one) => isProviderName(`A${one}b`))) {
    const id = `provider#a${sign}b`.toLowerCase();
    const [event] = told(undefined, provider({ id }), { table: "TenantsTable" });
    expect([sign, event]).toMatchObject([sign, { type: "provider.bound" }]);
  }
});

test("an invitation that an erasure has deleted is no event: the erasure is one", () => {
  expect(told(invitation(), undefined, { table: "InvitationsTable" })).toEqual([]);
});

test("a mark that is gone is no event", () => {
  expect(told({ sub: "mark#abc", item: "exclusion" }, undefined)).toEqual([]);
});

test.each<[string, Parameters<typeof told>]>([
  ["does not say who changed it", [undefined, profile({ changedBy: undefined })]],
  [
    "was changed by an address",
    [undefined, profile({ changedBy: { kind: "person", id: "ada@acme.example" } })],
  ],
  ["was changed by something unknown", [undefined, profile({ changedBy: { kind: "owl", id: "hedwig" } })]],
  ["does not say when it was changed", [undefined, profile({ changedAt: "yesterday" })]],
  ["has an unknown status", [profile(), profile({ status: "asleep" })]],
  ["has a role that does not exist", [membership(), membership({ role: "owner" })]],
  ["had a role that does not exist", [membership({ role: "owner" }), membership()]],
  ["is of an unknown form", [undefined, { sub: profile().sub, item: "diary" }]],
  ["was deleted", [membership(), undefined]],
  ["is an invitation without id", [undefined, invitation({ id: undefined }), { table: "InvitationsTable" }]],
  [
    "is an invitation with an address as its id",
    [undefined, invitation({ id: "a@b.c" }), { table: "InvitationsTable" }],
  ],
  [
    "is a tenant with a name that cannot be",
    [undefined, tenant({ id: "tenant#Ada L" }), { table: "TenantsTable" }],
  ],
  [
    "is a domain that is none",
    [undefined, domain({ id: "domain#ada@acme.example" }), { table: "TenantsTable" }],
  ],
  ["is a claim without domain", [undefined, claim({ domain: undefined }), { table: "TenantsTable" }]],
  ["is a client with an address", [undefined, client({ id: "client#a@b.c" }), { table: "TenantsTable" }]],
  [
    "has scopes that are none",
    [undefined, client({ scopes: ["ada@acme.example"] }), { table: "TenantsTable" }],
  ],
  [
    "is a provider with an address",
    [undefined, provider({ id: "provider#a@b.c" }), { table: "TenantsTable" }],
  ],
  ["is a pool that is none", [undefined, pool({ id: "pool#a@b.c" }), { table: "TenantsTable" }]],
  ["has placed what is no function", [undefined, pool({ placed: undefined }), { table: "TenantsTable" }]],
  [
    "has displaced an address",
    [undefined, pool({ displaced: { PreSignUp: { PreSignUp: "a@b.c" } } }), { table: "TenantsTable" }],
  ],
  ["is of no known kind", [undefined, { id: "wish#list" }, { table: "TenantsTable" }]],
])("an item that %s is malformed", (_, given) => {
  expect(() => told(...given)).toThrow(MalformedItemError);
});

test("a record of another table is a fault", () => {
  expect(() =>
    readBatch(batchOf(streamRecord(undefined, profile())), { ...TABLES, people: "Other" }),
  ).toThrow("a record is of the stream of another table");
});

/** Every name, address and secret that an item of the stories has, wherever it stands. */
const PERSONAL = /ada|lovelace|countess|king|secret|@|c2Vjcm|#0055aa/i;

test("no event holds anything personal, whatever else its item holds", () => {
  expect(JSON.stringify(STORIES.map(([, { after }]) => after))).toMatch(PERSONAL);
  for (const [name, { table, before, after }] of STORIES) {
    const filled = { ...strangeAttributes(), ...after };
    const events = told(before && { ...strangeAttributes(), ...before }, filled, { table });
    expect([name, JSON.stringify(events)]).toEqual([name, expect.not.stringMatching(PERSONAL)]);
  }
});

/** Attributes of a later version, or of somebody's own. */
const strangeAttributes = () => ({
  nickname: "Ada",
  phone: "+44 20 7946 0000",
  notes: ["ada@lovelace.example", { secret: "hunter2" }],
  from: { name: "Ada" },
  to: "ada@lovelace.example",
  subject: { email: "ada@lovelace.example" },
});

test("whatever an event takes is refused where it holds an address", () => {
  const address = "ada@lovelace.example";
  for (const [, { table, before, after }] of STORIES)
    for (const attribute of Object.keys(after)) {
      const events = () => told(before, { ...after, [attribute]: address }, { table });
      let written = "";
      try {
        written = JSON.stringify(events());
      } catch (error) {
        expect(error).toBeInstanceOf(MalformedItemError);
      }
      expect([attribute, written]).toEqual([attribute, expect.not.stringContaining(address)]);
    }
});
