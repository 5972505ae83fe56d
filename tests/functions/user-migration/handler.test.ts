import bcryptjs from "bcryptjs";
import { createHandler } from "../../../functions/user-migration/handler";
import { AmbiguousLoginError } from "../../../shared/legacy-users/legacy-user";
import { ADA, legacyBlaise } from "../../harness/people";
import { recordedEvent } from "../../harness/recorded-event";
import { startTables, type Tables } from "../../harness/tables";
import { loadTrigger } from "../../harness/triggers";

let tables: Tables;
beforeEach(async () => {
  tables = await startTables();
});
afterEach(() => tables.stop());

const load = (changes: Record<string, string> = {}) =>
  loadTrigger("user-migration", tables.endpoint, { MIGRATION_FLOOR: "0", ...changes });
const signIn = (changes = {}) => recordedEvent("UserMigration_Authentication", changes);
const forgot = (changes = {}) => recordedEvent("UserMigration_ForgotPassword", changes);

const responseOf = async (answer: Promise<unknown>) => ((await answer) as { response: object }).response;
const migrated = (userAttributes = {}, finalUserStatus = "CONFIRMED") => ({
  userAttributes: {
    email: "blaise@legacy.example",
    email_verified: "true",
    name: "Blaise Pascal",
    "custom:tenant_id": "acme",
    "custom:role": "member",
    "custom:legacy_id": "4711",
    ...userAttributes,
  },
  finalUserStatus,
  messageAction: "SUPPRESS",
  desiredDeliveryMediums: ["EMAIL"],
  forceAliasCreation: false,
});

describe("the right password", () => {
  test("brings a legacy user over, with tenant, role and legacy id", async () => {
    await tables.put("LegacyUsersTable", legacyBlaise());
    expect(await responseOf(load()(signIn()))).toEqual(migrated());
  });
  test("is found under the address in its normal form and returned as it was typed", async () => {
    await tables.put("LegacyUsersTable", legacyBlaise());
    const userName = "Blaise@Legacy.example";
    expect(await responseOf(load()(signIn({ userName })))).toEqual(migrated({ email: userName }));
  });
  test("brings over what the pool's schema knows, and nothing else", async () => {
    await tables.put(
      "LegacyUsersTable",
      legacyBlaise({
        attributes: {
          name: "Blaise Pascal",
          locale: "fr",
          phone_number: "+33123456789",
          "custom:college": "Port-Royal",
          "custom:unknown": "x",
          "custom:motto": "longer than the schema takes",
          birthdate: "19 June 1623",
          sub: "4711",
          email: "other@legacy.example",
          email_verified: "true",
          "custom:tenant_id": "globex",
          "custom:role": "admin",
        },
      }),
    );
    const trigger = load({ CUSTOM_ATTRIBUTES: "custom:college=1-12,custom:motto=1-5" });
    expect(await responseOf(trigger(signIn()))).toEqual(
      migrated({ locale: "fr", phone_number: "+33123456789", "custom:college": "Port-Royal" }),
    );
    expect(trigger.log()).toMatchObject([{ outcome: "migrated", status: "CONFIRMED" }]);
    const [line] = trigger.log();
    expect(String(line?.warnings).replace("not taken over: ", "").split(", ").sort()).toEqual([
      "birthdate",
      "custom:motto",
      "custom:role",
      "custom:tenant_id",
      "custom:unknown",
      "email",
      "email_verified",
      "sub",
    ]);
  });
  test("brings over nothing of what is empty, and does not complain of it", async () => {
    await tables.put(
      "LegacyUsersTable",
      legacyBlaise({ attributes: { name: "Blaise Pascal", given_name: "", "custom:unknown": "" } }),
    );
    const trigger = load();
    expect(await responseOf(trigger(signIn()))).toEqual(migrated());
    expect(trigger.log()).not.toContainEqual(
      expect.objectContaining({ warnings: [expect.stringContaining("not taken over")] }),
    );
  });
  test.each([
    [
      "a role that does not exist is left to the tenant's default",
      { role: "superuser" },
      { "custom:role": undefined },
    ],
    [
      "a role without a tenant means nothing",
      { tenantId: undefined },
      { "custom:role": undefined, "custom:tenant_id": undefined },
    ],
    [
      "a tenant that cannot be one is left out",
      { tenantId: "Acme Inc" },
      { "custom:role": undefined, "custom:tenant_id": undefined },
    ],
    [
      "a row without an id is known by its login",
      { legacyId: undefined },
      { "custom:legacy_id": "blaise@legacy.example" },
    ],
  ])("%s", async (_, row, attributes) => {
    await tables.put("LegacyUsersTable", JSON.parse(JSON.stringify(legacyBlaise(row))));
    const expected = JSON.parse(JSON.stringify(migrated(attributes)));
    expect(await responseOf(load()(signIn()))).toEqual(expected);
  });

  test.each(["$2a$", "$2b$", "$2y$"])("is read from a %s hash", async (prefix) => {
    const hash = legacyBlaise().hash.replace(/^\$2b\$/, prefix);
    await tables.put("LegacyUsersTable", legacyBlaise({ hash }));
    expect(await responseOf(load()(signIn()))).toEqual(migrated());
  });
});

test("an id that the old system counted is one all the same", async () => {
  await tables.put("LegacyUsersTable", legacyBlaise({ legacyId: 4711 }));
  expect(await responseOf(load()(signIn()))).toEqual(migrated());
});

describe("an address counts as verified", () => {
  test("only when the row says so", async () => {
    await tables.put("LegacyUsersTable", legacyBlaise({ emailVerified: undefined, x: 1 }));
    const { email_verified: _, ...userAttributes } = migrated().userAttributes;
    expect(await responseOf(load()(signIn()))).toEqual({ ...migrated(), userAttributes });
  });
  test.each(["true", 1])("and not by %j in the row", async (emailVerified) => {
    await tables.put("LegacyUsersTable", legacyBlaise({ emailVerified }));
    expect(await responseOf(load()(signIn()))).not.toHaveProperty("userAttributes.email_verified");
  });
  test("or when the stage says so of the whole source", async () => {
    await tables.put("LegacyUsersTable", legacyBlaise({ emailVerified: false }));
    expect(await responseOf(load({ LEGACY_EMAILS: "verified" })(signIn()))).toEqual(migrated());
  });
});

describe("an old password that the pool would not accept", () => {
  const weak = { request: { password: "blaise" } };
  const row = (changes = {}) => legacyBlaise({ hash: bcryptjs.hashSync("blaise", 4), ...changes });
  test("is accepted where the stage accepts it", async () => {
    await tables.put("LegacyUsersTable", row());
    expect(await responseOf(load()(signIn(weak)))).toEqual(migrated());
  });
  test("must be replaced where the stage wants that", async () => {
    await tables.put("LegacyUsersTable", row());
    const trigger = load({ WEAK_LEGACY_PASSWORDS: "reset" });
    expect(await responseOf(trigger(signIn(weak)))).toEqual(migrated({}, "RESET_REQUIRED"));
  });
  test("is accepted all the same when no code could reach the person", async () => {
    await tables.put("LegacyUsersTable", row({ emailVerified: false }));
    const trigger = load({ WEAK_LEGACY_PASSWORDS: "reset" });
    expect(await responseOf(trigger(signIn(weak)))).toMatchObject({ finalUserStatus: "CONFIRMED" });
  });
  test("is told by the pool's own rules", async () => {
    await tables.put("LegacyUsersTable", row({ hash: bcryptjs.hashSync("Blaise-Pascal-1623", 4) }));
    const trigger = load({
      WEAK_LEGACY_PASSWORDS: "reset",
      PASSWORD_REQUIRES: "lowercase,uppercase,number,symbol",
    });
    const strong = { request: { password: "Blaise-Pascal-1623" } };
    expect(await responseOf(trigger(signIn(strong)))).toMatchObject({ finalUserStatus: "CONFIRMED" });
  });
});

describe("everything else gives the event back to the byte", () => {
  const bound = { legacyId: "4711", sub: ADA, migratedAt: "2026-01-01T00:00:00.000Z" };
  const CASES: [string, Record<string, unknown> | undefined, object, string][] = [
    ["an unknown login", undefined, {}, "unknown"],
    ["a wrong password", {}, { request: { password: "incorrect horse" } }, "mismatch"],
    ["an empty password", {}, { request: { password: "" } }, "mismatch"],
    ["no password", {}, { request: { password: null } }, "mismatch"],
    ["a password with a NUL", {}, { request: { password: "correct horse battery staple\0" } }, "mismatch"],
    ["a disabled user", { disabled: true }, {}, "disabled"],
    ["a user disabled in other words", { disabled: "no" }, {}, "disabled"],
    ["a disabled user and a wrong password", { disabled: true }, { request: { password: "x" } }, "mismatch"],
    ["a row without a hash", { hash: undefined }, {}, "unreadable"],
    ["a malformed hash", { hash: "$2b$04$short" }, {}, "unreadable"],
    ["a hash of another kind", { hash: "5f4dcc3b5aa765d61d8327deb882cf99" }, {}, "unreadable"],
    ["a hash that claims another scheme", { scheme: "rot13" }, {}, "unknown-scheme"],
    ["a hostile cost", { hash: `$2b$31$${"a".repeat(53)}` }, {}, "too-costly"],
    ["an id that the schema does not take", { legacyId: "x".repeat(257) }, {}, "id-too-long"],
    ["a name that is no address", {}, { userName: "blaise" }, "not-an-email"],
    ["a look-alike of the address", {}, { userName: "blaise@\u212Aegacy.example" }, "not-an-email"],
    ["no name", {}, { userName: null }, "not-an-email"],
    ["an unknown source", {}, { triggerSource: "UserMigration_Other" }, "unknown-source"],
  ];
  test.each(CASES)("%s", async (_, row, changes, reason) => {
    if (row !== undefined)
      await tables.put("LegacyUsersTable", JSON.parse(JSON.stringify(legacyBlaise(row))));
    const event = signIn(changes);
    const trigger = load();
    expect(JSON.stringify(await trigger(event))).toBe(JSON.stringify(event));
    expect(trigger.log()).toMatchObject([{ outcome: "not-migrated", reason }]);
  });

  test("a legacy user who was migrated before, with the right password", async () => {
    await tables.put("LegacyUsersTable", legacyBlaise());
    await tables.put("MigrationsTable", bound);
    const trigger = load();
    expect(JSON.stringify(await trigger(signIn()))).toBe(JSON.stringify(signIn()));
    expect(JSON.stringify(await trigger(forgot()))).toBe(JSON.stringify(forgot()));
    expect(trigger.log()).toMatchObject([{ reason: "already-migrated" }, { reason: "already-migrated" }]);
  });

  test.each<Record<string, string>>([{ SIGN_IN: "closed" }, { ALLOWED_CLIENTS: "7other" }])(
    "the right password where nobody may come in: %j",
    async (access) => {
      await tables.put("LegacyUsersTable", legacyBlaise());
      expect(JSON.stringify(await load(access)(signIn()))).toBe(JSON.stringify(signIn()));
    },
  );

  test("asks the tables the same, whoever it is", async () => {
    await tables.put("LegacyUsersTable", legacyBlaise());
    const trigger = load();
    for (const userName of ["blaise@legacy.example", "nobody@legacy.example"]) {
      const requests = await tables.requestsDuring(() =>
        trigger(signIn({ userName, request: { password: "wrong" } })),
      );
      expect(requests).toEqual(["UpdateItem", "GetItem", "GetItem"]);
    }
  });
});

describe("a forgotten password", () => {
  test("brings over whoever has a verified address, to choose a new one", async () => {
    await tables.put("LegacyUsersTable", legacyBlaise());
    expect(await responseOf(load()(forgot()))).toEqual(migrated({}, "RESET_REQUIRED"));
  });
  test.each([{ emailVerified: false }, { disabled: true }])("brings nobody else over: %j", async (row) => {
    await tables.put("LegacyUsersTable", legacyBlaise(row));
    expect(JSON.stringify(await load()(forgot()))).toBe(JSON.stringify(forgot()));
  });
  test("brings nobody over where the stage does not let it, and asks nothing of the tables", async () => {
    await tables.put("LegacyUsersTable", legacyBlaise());
    const trigger = load({ LEGACY_FORGOT_PASSWORD: "off" });
    for (const userName of ["blaise@legacy.example", "nobody@legacy.example"]) {
      const event = forgot({ userName });
      const requests = await tables.requestsDuring(async () => {
        expect(JSON.stringify(await trigger(event))).toBe(JSON.stringify(event));
      });
      expect(requests).toEqual([]);
    }
    expect(trigger.log()).toMatchObject([
      { outcome: "not-migrated", reason: "forgot-password-off" },
      { outcome: "not-migrated", reason: "forgot-password-off" },
    ]);
    expect(await responseOf(trigger(signIn()))).toEqual(migrated());
  });
  test("needs no password and reads no hash", async () => {
    await tables.put("LegacyUsersTable", legacyBlaise({ hash: "unreadable" }));
    expect(await responseOf(load()(forgot()))).toEqual(migrated({}, "RESET_REQUIRED"));
  });
});

test("neither the password nor the login nor the hash is logged, whatever happens", async () => {
  await tables.put("LegacyUsersTable", legacyBlaise());
  const trigger = load();
  await trigger(signIn());
  await trigger(signIn({ request: { password: "wrong password" } }));
  await trigger(signIn({ userName: "hunter2 typed into the name field" }));
  const log = JSON.stringify(trigger.log());
  for (const secret of ["correct horse", "wrong password", "blaise@", "Pascal", "$2b$", "hunter2"])
    expect(log).not.toContain(secret);
});

test("an id that is longer than any key of the tables is answered as everything else", async () => {
  await tables.put("LegacyUsersTable", legacyBlaise({ legacyId: "4".repeat(3_000) }));
  const trigger = load();
  await expect(trigger(signIn())).resolves.toEqual(signIn());
  expect(trigger.log()).toMatchObject([{ outcome: "not-migrated", reason: "id-too-long" }]);
});

test("whose login it is cannot be told: that is answered as everything else, too", async () => {
  const answer = createHandler({
    legacyUsers: {
      findByLogin: () => Promise.reject(new AmbiguousLoginError("users")),
    },
    migrations: { find: () => Promise.resolve(undefined) },
    attempts: { count: () => Promise.resolve(1) },
    verify: () => Promise.resolve("match"),
    access: { signIn: "open", allowedClients: "any" },
    policy: {
      passwords: { minLength: 1, requires: [] },
      weakPasswords: "accept",
      legacyEmails: "verified",
      forgotPassword: "on",
      customAttributes: new Map(),
      throttle: "off",
      floorMs: 200,
    },
  });
  const outcomes: unknown[] = [];
  const begun = performance.now();
  const run = {
    now: new Date(),
    signal: new AbortController().signal,
    elapsed: () => performance.now() - begun,
    outcome: (...outcome: unknown[]) => void outcomes.push(outcome),
    warn: (warning: string) => void outcomes.push(warning),
  };
  expect(await answer(signIn() as never, run as never)).toEqual(signIn());
  expect(outcomes).toEqual([
    "the table users holds one login more than once",
    ["not-migrated", { reason: "ambiguous-login" }],
  ]);
  expect(run.elapsed()).toBeGreaterThanOrEqual(199);
});
