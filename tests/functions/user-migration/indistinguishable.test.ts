import { legacyBlaise } from "../../harness/people";
import { recordedEvent } from "../../harness/recorded-event";
import { startTables, type Tables } from "../../harness/tables";
import { loadTrigger, type Trigger } from "../../harness/triggers";

/** Well above what anything here takes, so that whatever answers earlier has not waited. */
const FLOOR = 300;

let tables: Tables;
let trigger: Trigger;
beforeEach(async () => {
  tables = await startTables();
  trigger = loadTrigger("user-migration", tables.endpoint, { MIGRATION_FLOOR: String(FLOOR) });
});
afterEach(() => tables.stop());

const milliseconds = () => trigger.log().map((line) => Number(line.milliseconds));

describe("whatever brings nobody over", () => {
  test.each<[string, Record<string, unknown> | undefined, Record<string, unknown>]>([
    ["an unknown name", undefined, {}],
    ["a wrong password", {}, { request: { password: "wrong" } }],
    ["a disabled user", { disabled: true }, {}],
    ["a malformed hash", { hash: "nonsense" }, {}],
    ["no hash", { hash: undefined }, {}],
    ["a hash that is too costly", { hash: `$2b$15$${"a".repeat(53)}` }, {}],
    ["a scheme that nobody knows", { scheme: "rot13" }, {}],
    ["no password", {}, { request: { password: "" } }],
    ["a name that is no address", undefined, { userName: "blaise" }],
    ["somebody who has moved over", { legacyId: "moved" }, {}],
    ["an unknown source", {}, { triggerSource: "UserMigration_Other" }],
  ])("%s gives the event back byte for byte, and not before the floor", async (_, row, changes) => {
    if (row !== undefined)
      await tables.put("LegacyUsersTable", JSON.parse(JSON.stringify(legacyBlaise(row))));
    await tables.put("MigrationsTable", { legacyId: "moved", sub: "another" });
    const event = recordedEvent("UserMigration_Authentication", changes);
    const before = JSON.stringify(event);
    expect(JSON.stringify(await trigger(event))).toBe(before);
    expect(milliseconds()[0]).toBeGreaterThanOrEqual(FLOOR - 1);
  });

  test("a new password takes as long, whether or not there is somebody who wants it", async () => {
    await tables.put("LegacyUsersTable", legacyBlaise());
    const forgot = (userName: string) => trigger(recordedEvent("UserMigration_ForgotPassword", { userName }));
    await forgot("blaise@legacy.example");
    await forgot("nobody@legacy.example");
    expect(trigger.log()).toMatchObject([{ outcome: "migrated" }, { outcome: "not-migrated" }]);
    for (const taken of milliseconds()) expect(taken).toBeGreaterThanOrEqual(FLOOR - 1);
  });

  test("so it does where nobody moves over by it", async () => {
    trigger = loadTrigger("user-migration", tables.endpoint, {
      MIGRATION_FLOOR: String(FLOOR),
      LEGACY_FORGOT_PASSWORD: "off",
    });
    await tables.put("LegacyUsersTable", legacyBlaise());
    await trigger(recordedEvent("UserMigration_ForgotPassword"));
    expect(trigger.log()).toMatchObject([{ outcome: "not-migrated", reason: "forgot-password-off" }]);
    expect(milliseconds()[0]).toBeGreaterThanOrEqual(FLOOR - 1);
  });

  test("an answer that took longer than the floor is noticed", async () => {
    trigger = loadTrigger("user-migration", tables.endpoint, { MIGRATION_FLOOR: "0" });
    await trigger(recordedEvent("UserMigration_Authentication"));
    expect(trigger.log()).toMatchObject([
      { level: "warn", warnings: ["slower than the floor: its time may tell who exists"] },
    ]);
  });
});

describe("one login", () => {
  const load = (throttle: string) =>
    loadTrigger("user-migration", tables.endpoint, { MIGRATION_FLOOR: "0", MIGRATION_THROTTLE: throttle });
  const signIn = (userName: string, password: string) =>
    trigger(recordedEvent("UserMigration_Authentication", { userName, request: { password } }));
  const reasons = () => trigger.log().map(({ outcome, reason }) => reason ?? outcome);

  test.each(["blaise@legacy.example", "nobody@legacy.example"])(
    "%s is asked about only so often, then not even the right password helps",
    async (login) => {
      await tables.put("LegacyUsersTable", legacyBlaise());
      trigger = load("2/15m");
      for (const password of ["one", "other", "correct horse battery staple", "third"])
        await signIn(login.toUpperCase(), password);
      expect(reasons().slice(2)).toEqual(["throttled", "throttled"]);
      trigger = load("5/15m");
      await signIn(login, "correct horse battery staple");
      expect(reasons()).toEqual([login.startsWith("blaise") ? "migrated" : "unknown"]);
    },
  );

  test("is kept as a digest, for a time", async () => {
    trigger = load("2/15m");
    await signIn("nobody@legacy.example", "x");
    const [counter, ...others] = await tables.all("AttemptsTable");
    expect(others).toEqual([]);
    expect(counter).toEqual({
      key: expect.stringMatching(/^migration#\d+#[\w-]{43}$/),
      attempts: 1,
      expiresAt: expect.any(Number),
    });
  });

  test("is not counted where the throttle is off", async () => {
    trigger = load("off");
    await signIn("nobody@legacy.example", "x");
    expect(await tables.all("AttemptsTable")).toEqual([]);
  });
});
