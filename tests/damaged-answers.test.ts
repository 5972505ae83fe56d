import { createHash, randomUUID } from "node:crypto";
import { setImmediate } from "node:timers/promises";
import { DAMAGES, type DamageName, type DamagingTables, startDamagingTables } from "./harness/faulty-tables";
import { ACME, client, legacyBlaise, ownedDomain, person, provider, WEB } from "./harness/people";
import { recordedEvent } from "./harness/recorded-event";
import { startTables, type Tables } from "./harness/tables";
import { loadBundle, loadTrigger, type Trigger } from "./harness/triggers";

/** Nobody has been here before, and nothing is remembered of them or of their tenant. */
interface Visitor {
  readonly sub: string;
  readonly email: string;
  readonly tenant: string;
}

type Fixture = (visitor: Visitor, tables: Tables) => Promise<void>;

const isMember: Fixture = ({ sub, email, tenant }, tables) =>
  tables.put("PeopleTable", ...person({ sub, email, activeTenant: tenant }));
const isLegacyUser: Fixture = ({ email, tenant }, tables) =>
  tables.put("LegacyUsersTable", legacyBlaise({ login: email, legacyId: email, tenantId: tenant }));

const FIXTURES = {
  "somebody new": async () => {},
  "a member": isMember,
  "a suspended member": ({ sub, email, tenant }, tables) =>
    tables.put("PeopleTable", ...person({ sub, email, activeTenant: tenant, status: "suspended" })),
  "a member of a suspended tenant": async (visitor, tables) => {
    await isMember(visitor, tables);
    await tables.put("TenantsTable", { ...tenantOf(visitor), status: "suspended" });
  },
  "somebody excluded": ({ email }, tables) =>
    tables.put("PeopleTable", {
      sub: `mark#${createHash("sha256").update(`email#${email}`).digest("hex")}`,
      item: "exclusion",
      status: "removed",
      since: "2026-02-01T00:00:00.000Z",
    }),
  "a legacy user": isLegacyUser,
  "a legacy user who has moved over": async (visitor, tables) => {
    await isLegacyUser(visitor, tables);
    const { email, sub } = visitor;
    await tables.put("MigrationsTable", { legacyId: email, sub, migratedAt: "2026-02-01T00:00:00.000Z" });
  },
  "a machine": ({ sub, tenant }, tables) =>
    tables.put("TenantsTable", client(sub, { kind: "machine", tenantId: tenant })),
} satisfies Record<string, Fixture>;

const tenantOf = ({ tenant }: Visitor) => ({
  id: `tenant#${tenant}`,
  name: tenant,
  status: "active",
  defaultRole: "member",
});

/** That they are suspended is said once it is known, whatever is damaged after that. */
type Conduct = "refuses" | "passes" | "passes, then says why not";

/** Everything that asks the tables, and what it does when they do not answer. */
const CASES: [event: string, trigger: string, who: keyof typeof FIXTURES, does: Conduct][] = [
  ["PreSignUp_SignUp", "pre-sign-up", "somebody new", "refuses"],
  ["PreSignUp_SignUp", "pre-sign-up", "somebody excluded", "refuses"],
  ["PreSignUp_SignUp", "pre-sign-up", "a legacy user", "refuses"],
  ["PreSignUp_ExternalProvider", "pre-sign-up", "somebody new", "refuses"],
  ["PreSignUp_ExternalProvider", "pre-sign-up", "somebody excluded", "refuses"],
  ["UserMigration_Authentication", "user-migration", "a legacy user", "refuses"],
  ["UserMigration_Authentication", "user-migration", "a legacy user who has moved over", "refuses"],
  ["UserMigration_ForgotPassword", "user-migration", "a legacy user", "refuses"],
  ["UserMigration_ForgotPassword", "user-migration", "a legacy user who has moved over", "refuses"],
  ["PostConfirmation_ConfirmSignUp", "post-confirmation", "somebody new", "passes"],
  ["PostConfirmation_ConfirmSignUp", "post-confirmation", "somebody excluded", "passes"],
  ["PostConfirmation_ConfirmSignUp.federated", "post-confirmation", "somebody new", "passes"],
  ["PostConfirmation_ConfirmForgotPassword", "post-confirmation", "somebody excluded", "passes"],
  ["PreAuthentication_Authentication", "pre-authentication", "a member", "passes"],
  ["PreAuthentication_Authentication.unknown", "pre-authentication", "somebody new", "passes"],
  ["PostAuthentication_Authentication", "post-authentication", "a member", "passes"],
  [
    "PostAuthentication_Authentication",
    "post-authentication",
    "a suspended member",
    "passes, then says why not",
  ],
  ["TokenGeneration_Authentication", "pre-token-generation", "somebody new", "refuses"],
  ["TokenGeneration_Authentication", "pre-token-generation", "somebody excluded", "refuses"],
  ["TokenGeneration_Authentication", "pre-token-generation", "a member", "refuses"],
  ["TokenGeneration_Authentication", "pre-token-generation", "a member of a suspended tenant", "refuses"],
  ["TokenGeneration_Authentication.v1", "pre-token-generation", "a member", "refuses"],
  ["TokenGeneration_Authentication.v3", "pre-token-generation", "a member", "refuses"],
  ["TokenGeneration_AuthenticateDevice", "pre-token-generation", "a member", "refuses"],
  ["TokenGeneration_HostedAuth", "pre-token-generation", "a member", "refuses"],
  ["TokenGeneration_HostedAuth.federated", "pre-token-generation", "a member", "refuses"],
  ["TokenGeneration_NewPasswordChallenge", "pre-token-generation", "somebody new", "refuses"],
  ["TokenGeneration_RefreshTokens", "pre-token-generation", "a member", "refuses"],
  ["TokenGeneration_RefreshTokens", "pre-token-generation", "somebody excluded", "refuses"],
  ["TokenGeneration_RefreshTokens.v1", "pre-token-generation", "a member", "refuses"],
  ["TokenGeneration_ClientCredentials", "pre-token-generation", "a machine", "refuses"],
];

let visitors = 0;
async function welcome(who: keyof typeof FIXTURES, tables: Tables): Promise<Visitor> {
  visitors += 1;
  const tenant = `tenant-${visitors}`;
  const visitor = { sub: randomUUID(), email: `ada@${tenant}.example`, tenant };
  await tables.put("TenantsTable", tenantOf(visitor), ownedDomain(`${tenant}.example`, tenant));
  await FIXTURES[who](visitor, tables);
  return visitor;
}

function eventOf(name: string, { sub, email, tenant }: Visitor) {
  const { triggerSource, request, userName } = recordedEvent(name);
  if (triggerSource.startsWith("UserMigration_")) return recordedEvent(name, { userName: email });
  if (triggerSource === "TokenGeneration_ClientCredentials")
    return recordedEvent(name, { callerContext: { clientId: sub } });
  const { "custom:tenant_id": assigned } = (request.userAttributes ?? {}) as Record<string, string>;
  return recordedEvent(name, {
    userName: String(userName).startsWith("AcmeSaml_") ? `AcmeSaml_${email}` : sub,
    request: {
      userAttributes: { sub, email, ...(assigned !== undefined && { "custom:tenant_id": tenant }) },
    },
  });
}

const ENVIRONMENT = {
  MIGRATION_FLOOR: "0",
  SIGN_IN_THROTTLE: "9999/15m",
};

let tables: Tables;
let damaging: DamagingTables;
beforeAll(async () => {
  tables = await startTables();
  await tables.put("TenantsTable", ACME, provider("AcmeSaml", { tenantId: "acme" }), client(WEB));
  damaging = await startDamagingTables(tables.endpoint);
});
afterAll(async () => {
  await damaging.stop();
  await tables.stop();
});

const NEUTRAL = "This is not possible at the moment. Please try again later";
const SUSPENDED = "Your access is suspended. Please contact your administrator";

/** What a trigger makes of an event. */
async function conduct(trigger: Trigger, event: unknown, flow: string): Promise<string> {
  const answer = await trigger(event, flow).catch((error: Error) => error.message);
  if (answer === NEUTRAL) return "refuses";
  if (answer === SUSPENDED) return "says why not";
  return JSON.stringify(answer) === JSON.stringify(event) ? "passes" : JSON.stringify(answer);
}

describe.each<[string, typeof loadTrigger, readonly DamageName[]]>([
  ["the source", loadTrigger, Object.keys(DAMAGES) as DamageName[]],
  ["the packaged bundle", loadBundle, ["null", "{} without a checksum"]],
])("a damaged answer is as good as none to %s", (_, load, damages) => {
  const triggers = new Map<string, Trigger>();
  const triggerOf = (name: string): Trigger => {
    const trigger = triggers.get(name) ?? load(name, damaging.endpoint, ENVIRONMENT);
    triggers.set(name, trigger);
    return trigger;
  };
  afterAll(async () => {
    for (const trigger of triggers.values()) await trigger.stop();
  });

  test.each(CASES)("%s to %s, for %s", async (name, triggerName, who, expected) => {
    const trigger = triggerOf(triggerName);
    const stages = expected.split(", then ");
    let reached = 0;
    const wrong: string[] = [];
    const perform = async (position: number, damage: DamageName) => {
      const visitor = await welcome(who, tables);
      damaging.damage(visitor.sub, position, damage);
      const conducted = await conduct(trigger, eventOf(name, visitor), visitor.sub);
      const operation = damaging.damaged(visitor.sub);
      if (operation === undefined) return false;
      const stage = stages.indexOf(conducted, reached);
      if (stage === -1) wrong.push(`${position} ${operation}: ${damage}: ${conducted}`);
      else reached = stage;
      if (who === "somebody excluded")
        expect(await tables.get("PeopleTable", { sub: visitor.sub, item: "profile" })).toBeUndefined();
      return true;
    };
    /** At once, as most of a flow is the pause before the next attempt. Each complains in its log. */
    const performAll = async (position: number) => {
      const before = trigger.log().length;
      const performed = await Promise.all(damages.map((damage) => perform(position, damage)));
      // The lines of a bundle come after its answers, one for each.
      while (trigger.log().length < before + damages.length) await setImmediate();
      const complaints = trigger
        .log()
        .slice(before)
        .filter(({ level }) => level === "warn" || level === "error");
      const hit = performed.filter(Boolean).length;
      if (complaints.length < hit) wrong.push(`${position}: only ${complaints.length} of ${hit} complain`);
      return hit > 0;
    };
    let position = 1;
    while (await performAll(position)) position += 1;
    expect(position).toBeGreaterThan(1);
    expect(wrong).toEqual([]);
    expect(reached).toBe(stages.length - 1);
  });
});

test("an answer that is damaged once is asked for again", async () => {
  const trigger = loadTrigger("post-confirmation", damaging.endpoint, ENVIRONMENT);
  for (let position = 1; ; position += 1) {
    const visitor = await welcome("somebody new", tables);
    damaging.damage(visitor.sub, position, "null", 1);
    await trigger(eventOf("PostConfirmation_ConfirmSignUp", visitor), visitor.sub);
    const { sub, tenant } = visitor;
    expect(await tables.get("PeopleTable", { sub, item: "profile" })).toMatchObject({ activeTenant: tenant });
    expect(await tables.get("PeopleTable", { sub, item: `tenant#${tenant}` })).toMatchObject({
      role: "member",
    });
    if (damaging.damaged(visitor.sub) === undefined) break;
  }
  expect(trigger.log()).not.toContainEqual(expect.objectContaining({ outcome: "fault" }));
});
