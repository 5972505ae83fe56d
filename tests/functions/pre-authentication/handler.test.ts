import { createHandler } from "../../../functions/pre-authentication/handler";
import { person, putTenants } from "../../harness/people";
import { recordedEvent } from "../../harness/recorded-event";
import { startTables, type Tables } from "../../harness/tables";
import { loadTrigger } from "../../harness/triggers";

let tables: Tables;
beforeEach(async () => {
  tables = await startTables();
});
afterEach(() => tables.stop());

const load = (changes: Record<string, string> = {}) =>
  loadTrigger("pre-authentication", tables.endpoint, changes);
const known = (changes = {}) => recordedEvent("PreAuthentication_Authentication", changes);
const unknown = (changes = {}) => recordedEvent("PreAuthentication_Authentication.unknown", changes);

test.each([
  ["known", known],
  ["unknown", unknown],
])("a closed stage lets nobody try, %s or not", async (_, event) => {
  await expect(load({ SIGN_IN: "closed" })(event())).rejects.toMatchObject({
    code: "stage-closed",
    message: "Sign-in is closed at the moment",
  });
});

describe("where the stage names its clients", () => {
  const clients = { ALLOWED_CLIENTS: "7first,1example23456789exampleclie" };
  test("one of them may sign people in", async () => {
    await expect(load(clients)(known())).resolves.toEqual(known());
  });
  test.each([{ clientId: "8other" }, { clientId: "" }, { clientId: null }, null])(
    "%j may not",
    async (callerContext) => {
      await expect(load(clients)(known({ callerContext }))).rejects.toMatchObject({
        code: "client-not-allowed",
      });
    },
  );
});

describe("the throttle", () => {
  const throttle = { SIGN_IN_THROTTLE: "3/9999m" };
  const refusal = {
    code: "too-many-attempts",
    message: "Too many attempts. Please try again in 9999 minutes",
  };

  test.each([
    ["a known login", known],
    ["an unknown login", unknown],
  ])("lets %s try as often as the stage says, and no more", async (_, event) => {
    const trigger = load(throttle);
    for (let attempt = 1; attempt <= 3; attempt++) await expect(trigger(event())).resolves.toEqual(event());
    await expect(trigger(event())).rejects.toMatchObject(refusal);
  });

  test("counts a login as one, however it is typed and once it is known", async () => {
    const trigger = load(throttle);
    await trigger(unknown({ userName: "ADA@acme.example" }));
    await trigger(unknown({ userName: "ada@ACME.example" }));
    await trigger(known());
    await expect(trigger(known())).rejects.toMatchObject(refusal);
  });

  test("counts the spellings of one mailbox together", async () => {
    const trigger = load(throttle);
    await trigger(unknown({ userName: "ada@gmail.com" }));
    await trigger(unknown({ userName: "A.da+news@gmail.com" }));
    await trigger(unknown({ userName: "ad.a@googlemail.com" }));
    await expect(trigger(unknown({ userName: "a.d.a@gmail.com" }))).rejects.toMatchObject(refusal);
  });

  test("counts each login on its own", async () => {
    const trigger = load({ SIGN_IN_THROTTLE: "1/9999m" });
    await trigger(unknown({ userName: "one@acme.example" }));
    await expect(trigger(unknown({ userName: "two@acme.example" }))).resolves.toBeDefined();
  });

  test("keeps no login in the clear, and nothing for long", async () => {
    await load(throttle)(unknown());
    const [item] = await tables.all("AttemptsTable");
    expect(item).toEqual({
      key: expect.stringMatching(/^sign-in#\d+#[\w-]{43}$/),
      attempts: 1,
      expiresAt: expect.any(Number),
    });
    expect(Number(item?.expiresAt) - Date.now() / 1000).toBeLessThanOrEqual(2 * 9999 * 60);
  });

  test("that is off asks the database nothing", async () => {
    const trigger = load({ SIGN_IN_THROTTLE: "off" });
    expect(await tables.requestsDuring(() => trigger(known()))).toEqual([]);
  });
});

test("nothing is told of a person's or a tenant's state before the password", async () => {
  await putTenants(tables);
  await tables.put("PeopleTable", ...person({ status: "suspended" }));
  await expect(load()(known())).resolves.toEqual(known());
});

test("a counter that does not answer lets the attempt through, in time", async () => {
  const run = { signal: new AbortController().signal, now: new Date(), outcome: jest.fn(), warn: jest.fn() };
  const handler = createHandler({
    attempts: {
      count: (_login, _throttle, _now, signal) =>
        new Promise((_, reject) => {
          signal.addEventListener("abort", () => reject(signal.reason));
        }),
    },
    access: { signIn: "open", allowedClients: "any" },
    throttle: { attempts: 1, minutes: 1 },
  });
  await expect(handler(known() as never, run as never)).resolves.toEqual(known());
  expect(run.warn).toHaveBeenCalledWith("the attempt could not be counted");
});
