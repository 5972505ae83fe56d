import { putTenants } from "./harness/people";
import { recordedEvent } from "./harness/recorded-event";
import { startTables, type Tables } from "./harness/tables";
import { loadTrigger, type Trigger } from "./harness/triggers";

const EVENTS: [event: string, trigger: string][] = [
  ["PreSignUp_SignUp", "pre-sign-up"],
  ["PreSignUp_AdminCreateUser", "pre-sign-up"],
  ["PreSignUp_ExternalProvider", "pre-sign-up"],
  ["UserMigration_Authentication", "user-migration"],
  ["UserMigration_ForgotPassword", "user-migration"],
  ["PostConfirmation_ConfirmSignUp", "post-confirmation"],
  ["PreAuthentication_Authentication", "pre-authentication"],
  ["PostAuthentication_Authentication", "post-authentication"],
  ["TokenGeneration_Authentication", "pre-token-generation"],
  ["TokenGeneration_ClientCredentials", "pre-token-generation"],
  ["CustomMessage_SignUp", "custom-message"],
  ["CustomMessage_AdminCreateUser", "custom-message"],
];

const LONG = "x".repeat(100_000);
const DEEP = JSON.parse(`${'{"a":'.repeat(500)}1${"}".repeat(500)}`);
const ODD = [undefined, null, 0, true, "", LONG, [], ["x"], {}, DEEP, { toString: 1 }];

/** One field at a time becomes something that Cognito does not send. */
const FIELDS = [
  ["version"],
  ["userName"],
  ["callerContext"],
  ["callerContext", "clientId"],
  ["response"],
  ["request", "userAttributes"],
  ["request", "userAttributes", "sub"],
  ["request", "userAttributes", "email"],
  ["request", "userAttributes", "email_verified"],
  ["request", "userAttributes", "identities"],
  ["request", "userAttributes", "locale"],
  ["request", "userAttributes", "custom:legacy_id"],
  ["request", "userAttributes", "__proto__"],
  ["request", "validationData"],
  ["request", "clientMetadata"],
  ["request", "password"],
  ["request", "groupConfiguration"],
  ["request", "groupConfiguration", "groupsToOverride"],
  ["request", "scopes"],
  ["request", "codeParameter"],
  ["request", "usernameParameter"],
];

let tables: Tables;
const triggers = new Map<string, Trigger>();
beforeAll(async () => {
  tables = await startTables();
  await putTenants(tables);
  for (const [, name] of EVENTS)
    if (!triggers.has(name))
      triggers.set(
        name,
        loadTrigger(name, tables.endpoint, {
          MIGRATION_FLOOR: "0",
          SIGN_IN_THROTTLE: "9999/15m",
          EMAIL_SENDER: "ses",
        }),
      );
});
afterAll(() => tables.stop());

describe.each(EVENTS)("%s", (name, triggerName) => {
  test.each(FIELDS)("with an odd %s %s %s is answered or refused, without a crash", async (...path) => {
    for (const odd of ODD) {
      const event = recordedEvent(name);
      replace(event as unknown as Record<string, unknown>, path, odd);
      const trigger = triggers.get(triggerName);
      const before = trigger?.log().length;
      const answer = await trigger?.(event).catch((error) => error);
      const [line] = trigger?.log().slice(before) ?? [];
      // What is too long for a key is for DynamoDB to refuse.
      if (line?.outcome === "fault")
        expect(line.error).toMatchObject({
          name: expect.stringMatching(/^(FaultError|ValidationException)$/),
        });
      if (answer instanceof Error || answer?.constructor?.name === "RejectionError")
        expect(answer).toMatchObject({ name: "RejectionError" });
      else expect(answer).toMatchObject({ triggerSource: event.triggerSource });
    }
  });

  test("passes on what nobody asked for", async () => {
    const news = { feature: { of: ["next", "year"] } };
    const event = recordedEvent(name, { news, request: { news }, callerContext: { news } });
    const answer = await triggers
      .get(triggerName)?.(event)
      .catch(() => event);
    expect(answer).toMatchObject({ news, request: event.request, callerContext: event.callerContext });
  });
});

function replace(event: Record<string, unknown>, path: readonly string[], value: unknown): void {
  const [name = "", ...rest] = path;
  if (rest.length === 0)
    Object.defineProperty(event, name, { value, enumerable: true, configurable: true, writable: true });
  else if (typeof event[name] === "object" && event[name] !== null)
    replace(event[name] as Record<string, unknown>, rest, value);
}
