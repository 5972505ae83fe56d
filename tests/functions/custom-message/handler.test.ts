import { createHandler, type MessageSettings } from "../../../functions/custom-message/handler";
import { readBrands } from "../../../shared/messages/brand";
import type { LogFields } from "../../../shared/runtime/log";
import { trigger } from "../../../shared/runtime/trigger";
import { recordedEvent } from "../../harness/recorded-event";

/** Nobody is a member of anything. */
const tables = {
  people: { find: async () => ({ profile: undefined, memberships: [], formerMemberships: [] }) },
  tenants: { find: async () => undefined },
};

const CLIENT = "1example23456789exampleclie";

const settings: MessageSettings = {
  emailSender: "ses",
  emailFormat: "text",
  defaultLanguage: "en",
  brands: readBrands({
    default: { name: "Acme" },
    [CLIENT]: { name: "Acme Shop", supportUrl: "https://shop.example/help" },
  }),
};

async function answer(event: unknown, changes: Partial<MessageSettings> = {}) {
  const lines: LogFields[] = [];
  const before = structuredClone(event);
  const handle = trigger("custom-message", () => createHandler({ ...settings, ...tables, ...changes }), {
    onFault: "pass",
    environment: { STAGE: "test" },
    log: (fields) => lines.push(fields),
  });
  const returned = await handle(event);
  expect(event).toEqual(before);
  const { level, outcome, occasion, language, warnings } = lines[0] ?? {};
  return { returned, log: { level, outcome, occasion, language, warnings } };
}

const HELP = "Help: https://shop.example/help";

describe("each recorded event is answered whole", () => {
  test.each([
    {
      source: "CustomMessage_SignUp",
      occasion: "sign-up",
      sms: "Acme Shop: {####} is your code to finish signing up. It is valid for 24 hours.",
      subject: "Confirm your e-mail address for Acme Shop",
      body: [
        "Hello,",
        "Somebody has asked for an account at Acme Shop with this e-mail address. If that was you, enter the code below to confirm that the address is yours.",
        "Code: {####}",
        "The code is valid for 24 hours.",
        "If it was not you, do not enter the code anywhere and do not share it: somebody else may have chosen the password of this account. You can ignore this message. Without the code, the account stays closed.",
        HELP,
      ],
    },
    {
      source: "CustomMessage_ResendCode",
      occasion: "resend-code",
      sms: "Acme Shop: {####} is your new code to finish signing up. It is valid for 24 hours.",
      subject: "Your new code for Acme Shop",
      body: [
        "Hello,",
        "A new code was requested for the account that somebody has asked for at Acme Shop with this e-mail address. If that was you, enter the code below to confirm that the address is yours.",
        "Code: {####}",
        "The code is valid for 24 hours.",
        "If it was not you, do not enter the code anywhere and do not share it: somebody else may have chosen the password of this account. You can ignore this message. Without the code, the account stays closed.",
        HELP,
      ],
    },
    {
      source: "CustomMessage_AdminCreateUser",
      occasion: "invitation",
      sms: "Acme: user name {username}, temporary password {####}",
      subject: "Your invitation to Acme",
      body: [
        "Hello Emmy Noether,",
        "An account has been created for you at Acme. Sign in with the user name and the temporary password below. You will then choose a password of your own.",
        "User name: {username}\nTemporary password: {####}",
        "The temporary password is valid for a limited time only.",
        "If you did not expect this invitation, ignore this message.",
      ],
    },
    {
      source: "CustomMessage_ForgotPassword",
      occasion: "forgot-password",
      language: "de",
      sms: "Acme Shop: {####} ist Ihr Code zum Zurücksetzen des Passworts. Er ist 1 Stunde gültig.",
      subject: "Setzen Sie Ihr Passwort für Acme Shop zurück",
      body: [
        "Guten Tag Ada Lovelace,",
        "Für Ihr Konto bei Acme Shop wurde das Zurücksetzen des Passworts angefordert. Geben Sie den folgenden Code ein, um ein neues Passwort zu wählen.",
        "Code: {####}",
        "Der Code ist 1 Stunde gültig.",
        "Falls Sie das nicht angefordert haben, geben Sie den Code an niemanden weiter. Ohne ihn kann niemand ein neues Passwort wählen.",
        "Hilfe: https://shop.example/help",
      ],
    },
    {
      source: "CustomMessage_UpdateUserAttribute",
      occasion: "update-attribute",
      sms: "Acme Shop: {####} is your code to confirm your new phone number. It is valid for 24 hours.",
      subject: "Confirm your new e-mail address for Acme Shop",
      body: [
        "Hello,",
        "This e-mail address was entered as the new address of an account at Acme Shop. Enter the code below to confirm it.",
        "Code: {####}",
        "The code is valid for 24 hours.",
        "If you did not make this change, ignore this message and do not share the code. Without it, the address will not be confirmed.",
        HELP,
      ],
    },
    {
      source: "CustomMessage_VerifyUserAttribute",
      occasion: "verify-attribute",
      sms: "Acme Shop: {####} is your code to confirm your phone number. It is valid for 24 hours.",
      subject: "Confirm your e-mail address for Acme Shop",
      body: [
        "Hello,",
        "Confirmation of this e-mail address was requested for your account at Acme Shop. Enter the code below to confirm it.",
        "Code: {####}",
        "The code is valid for 24 hours.",
        "If you did not request a code, ignore this message and do not share the code with anyone.",
        HELP,
      ],
    },
    {
      source: "CustomMessage_Authentication",
      occasion: "sign-in",
      sms: "Acme Shop: {####} is your sign-in code. Do not share it. It is valid for a few minutes.",
      subject: "Your sign-in code for Acme Shop",
      body: [
        "Hello Ada Lovelace,",
        "Enter the code below to finish signing in to Acme Shop.",
        "Code: {####}",
        "The code is valid for a few minutes only.",
        "If you are not signing in at the moment, do not share the code with anyone and change your password: someone else may know it.",
        HELP,
      ],
    },
  ])("$source", async ({ source, occasion, language = "en", sms, subject, body }) => {
    const event = recordedEvent(source);
    expect(await answer(event)).toEqual({
      returned: {
        ...event,
        response: { smsMessage: sms, emailSubject: subject, emailMessage: body.join("\n\n") },
      },
      log: { level: "info", outcome: "composed", occasion, language, warnings: undefined },
    });
  });
});

const SIGN_IN_SMS = "Acme Shop: {####} is your sign-in code. Do not share it. It is valid for a few minutes.";

describe("who sends the e-mail", () => {
  test("under Cognito's own sender only the SMS is answered, and the e-mail stays as it came", async () => {
    const event = recordedEvent("CustomMessage_Authentication");
    expect((await answer(event, { emailSender: "cognito" })).returned).toEqual({
      ...event,
      response: { smsMessage: SIGN_IN_SMS, emailMessage: null, emailSubject: null },
    });
  });

  test.each([
    ["missing", undefined],
    ["null", null],
    ["a list", []],
    ["a text", "none"],
  ])("a response that arrives as %s leaves as an object", async (_, response) => {
    const event = { ...recordedEvent("CustomMessage_Authentication"), response };
    expect((await answer(event, { emailSender: "cognito" })).returned).toEqual({
      ...event,
      response: { smsMessage: SIGN_IN_SMS },
    });
  });

  test("what else the response holds is kept", async () => {
    const event = recordedEvent("CustomMessage_Authentication", { response: { voiceMessage: null } });
    expect((await answer(event, { emailSender: "cognito" })).returned).toEqual({
      ...event,
      response: { smsMessage: SIGN_IN_SMS, emailMessage: null, emailSubject: null, voiceMessage: null },
    });
  });
});

describe("language", () => {
  const languageFor = async (attributes: object, clientMetadata: unknown) => {
    const event = recordedEvent("CustomMessage_SignUp", {
      request: { userAttributes: attributes, clientMetadata },
    });
    return (await answer(event, { defaultLanguage: "it" })).log.language;
  };

  test("the person's own locale stands before the client's, and the client's before the stage's", async () => {
    expect(await languageFor({ locale: "fr-CA" }, { locale: "de" })).toBe("fr");
    expect(await languageFor({ locale: "ja" }, { locale: "de" })).toBe("de");
    expect(await languageFor({}, { locale: "pt_BR" })).toBe("pt");
    expect(await languageFor({}, { locale: "klingon" })).toBe("it");
    expect(await languageFor({}, { locale: ["de"] })).toBe("it");
    expect(await languageFor({}, "de")).toBe("it");
    expect(await languageFor({}, null)).toBe("it");
  });

  test("nothing that the client sends along is written to anybody", async () => {
    const plain = recordedEvent("CustomMessage_SignUp");
    const { returned } = await answer(
      {
        ...plain,
        request: { ...plain.request, clientMetadata: { locale: "en", name: "Eve", brand: "Evil" } },
      },
      { emailFormat: "html" },
    );
    expect(JSON.stringify((returned as typeof plain).response)).not.toMatch(/Eve|Evil/);
  });
});

describe("brand", () => {
  const smsFor = async (callerContext: unknown) => {
    const event = { ...recordedEvent("CustomMessage_Authentication"), callerContext };
    const { returned } = await answer(event);
    return returned as { response: { smsMessage: string } };
  };

  test.each([
    ["another client", { clientId: "2machine34567890examplemach" }],
    ["no client", { clientId: "CLIENT_ID_NOT_APPLICABLE" }],
    ["a name of the prototype", { clientId: "__proto__" }],
    ["another name of the prototype", { clientId: "constructor" }],
    ["a number", { clientId: 7 }],
    ["null", null],
    ["a text", "client"],
    ["nothing", undefined],
  ])("%s writes under the default brand", async (_, callerContext) => {
    expect((await smsFor(callerContext)).response.smsMessage).toBe(SIGN_IN_SMS.replace("Acme Shop", "Acme"));
  });
});

describe("a name as a way to write to strangers", () => {
  const NAMES = [
    "Visit evil.example",
    "<a href=//evil.example>",
    "{####} {username} {##x##}",
    "Eve\r\nBcc: x",
  ];
  const SOURCES = [
    "CustomMessage_SignUp",
    "CustomMessage_ResendCode",
    "CustomMessage_AdminCreateUser",
    "CustomMessage_ForgotPassword",
    "CustomMessage_UpdateUserAttribute",
    "CustomMessage_VerifyUserAttribute",
    "CustomMessage_Authentication",
  ];

  test.each(SOURCES)("%s writes the same with it as without any name", async (source) => {
    for (const emailFormat of ["html", "text"] as const) {
      const unnamed = recordedEvent(source, { request: { userAttributes: { name: undefined } } });
      const expected = (await answer(unnamed, { emailFormat })).returned as typeof unnamed;
      for (const name of NAMES) {
        const event = recordedEvent(source, { request: { userAttributes: { name, given_name: name } } });
        const { returned } = await answer(event, { emailFormat });
        expect(returned).toEqual({ ...event, response: expected.response });
      }
    }
  });
});

describe("what cannot be composed is left to Cognito's template", () => {
  const passed = (warning: string) => ({
    level: "warn",
    outcome: "passed",
    occasion: undefined,
    language: undefined,
    warnings: [warning],
  });

  test.each(["CustomMessage_Reminder", "PreSignUp_SignUp", "constructor", "__proto__", ""])(
    "an event of the source %j passes unchanged",
    async (triggerSource) => {
      const event = recordedEvent("CustomMessage_SignUp", { triggerSource });
      expect(await answer(event)).toEqual({ returned: event, log: passed("unknown trigger source") });
    },
  );

  test.each([undefined, null, "", "   ", 123456, ["{####}"]])(
    "an event whose codeParameter is %j passes unchanged",
    async (codeParameter) => {
      for (const source of ["CustomMessage_SignUp", "CustomMessage_AdminCreateUser"]) {
        const event = recordedEvent(source, { request: { codeParameter } });
        expect(await answer(event)).toEqual({ returned: event, log: passed("codeParameter is missing") });
      }
    },
  );

  test.each([undefined, null, "", "\n", 7])(
    "an invitation whose usernameParameter is %j passes unchanged",
    async (usernameParameter) => {
      const event = recordedEvent("CustomMessage_AdminCreateUser", { request: { usernameParameter } });
      expect(await answer(event)).toEqual({ returned: event, log: passed("usernameParameter is missing") });
    },
  );

  test("a placeholder that leaves no room for words is a fault, and the event passes unchanged", async () => {
    const event = recordedEvent("CustomMessage_SignUp", { request: { codeParameter: "#".repeat(100_000) } });
    const { returned, log } = await answer(event);
    expect(returned).toEqual(event);
    expect(log).toMatchObject({ level: "error", outcome: "fault" });
  });
});

describe("input of no expected shape", () => {
  const SMS = "Acme Shop: {####} is your code to finish signing up. It is valid for 24 hours.";

  test.each([
    ["no attributes", undefined],
    ["null for attributes", null],
    ["a list for attributes", ["name"]],
    ["attributes that are not text", { name: 7, email_verified: true, locale: {}, sub: null }],
    ["very long attributes", { name: "a".repeat(1e6), locale: "x-".repeat(1e6), email: "@".repeat(1e6) }],
  ])("%s is composed all the same", async (_, userAttributes) => {
    const { request, ...rest } = recordedEvent("CustomMessage_SignUp");
    const event = { ...rest, request: { ...request, userAttributes } };
    const { returned } = await answer(event, { emailSender: "cognito" });
    expect(returned).toEqual({
      ...event,
      response: { smsMessage: SMS, emailMessage: null, emailSubject: null },
    });
  });

  test("fields that nobody asked for pass through", async () => {
    const event = recordedEvent("CustomMessage_SignUp", { extra: { a: 1 }, request: { later: ["x"] } });
    const { returned } = await answer(event, { emailSender: "cognito" });
    expect(returned).toEqual({
      ...event,
      response: { smsMessage: SMS, emailMessage: null, emailSubject: null },
    });
  });

  test("the placeholder is the event's, whatever it looks like", async () => {
    const event = recordedEvent("CustomMessage_SignUp", { request: { codeParameter: "<$&>{code}" } });
    const { returned } = await answer(event, { emailSender: "cognito" });
    expect(returned).toEqual({
      ...event,
      response: {
        smsMessage: SMS.replace("{####}", () => "<$&>{code}"),
        emailMessage: null,
        emailSubject: null,
      },
    });
  });

  test.each([null, undefined, "event", 7, [], {}, { triggerSource: "CustomMessage_SignUp" }])(
    "%j is no event and comes back as it is",
    async (event) => {
      expect((await answer(event)).returned).toEqual(event);
    },
  );
});
