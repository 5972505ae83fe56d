import { recordedEvent } from "../../harness/recorded-event";

const ENVIRONMENT = {
  STAGE: "test",
  EMAIL_SENDER: "cognito",
  EMAIL_FORMAT: "html",
  DEFAULT_LANGUAGE: "fr",
  BRANDS: '{"default":{"name":"Acme"}}',
  PEOPLE_TABLE: "PeopleTable",
  TENANTS_TABLE: "TenantsTable",
  AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true",
  AWS_REGION: "eu-central-1",
  AWS_ACCESS_KEY_ID: "test",
  AWS_SECRET_ACCESS_KEY: "test",
  // Nobody answers there, so it is written in the name of the app client.
  AWS_ENDPOINT_URL_DYNAMODB: "http://127.0.0.1:9",
};

const untouched = process.env;

afterEach(() => {
  process.env = untouched;
  jest.restoreAllMocks();
});

/** A cold start under the given environment; what it writes to stdout comes along. */
async function invoke(event: unknown, changes: Partial<Record<keyof typeof ENVIRONMENT, string>> = {}) {
  const written: string[] = [];
  jest.spyOn(process.stdout, "write").mockImplementation((chunk) => written.push(String(chunk)) > 0);
  process.env = { ...ENVIRONMENT, ...changes };
  jest.resetModules();
  const { handler } = await import("../../../functions/custom-message/index");
  const returned = await handler(event);
  return { returned, log: written.join("") };
}

test("the environment says who sends, in which language and under which name", async () => {
  const event = recordedEvent("CustomMessage_SignUp");
  const { returned } = await invoke(event);
  expect(returned).toEqual({
    ...event,
    response: {
      smsMessage: "Acme : {####} est votre code pour terminer l'inscription. Il est valable 24 heures.",
      emailMessage: null,
      emailSubject: null,
    },
  });
});

test.each([
  ["EMAIL_SENDER", "", "the environment lacks EMAIL_SENDER"],
  ["EMAIL_SENDER", "smtp", 'EMAIL_SENDER: \\"smtp\\" is not valid; allowed: cognito or ses'],
  ["EMAIL_FORMAT", "pdf", 'EMAIL_FORMAT: \\"pdf\\" is not valid; allowed: html or text'],
  ["DEFAULT_LANGUAGE", "tlh", 'DEFAULT_LANGUAGE: \\"tlh\\" is not valid; allowed: en, de, fr, es, pt or it'],
  ["BRANDS", "", "the environment lacks BRANDS"],
  ["BRANDS", "{", 'BRANDS: \\"{\\" is not valid; allowed: an object such as'],
  ["BRANDS", "{}", "BRANDS: {} is not valid; allowed: an object such as"],
])("a wrong %s (%j) is named in the log, and Cognito's template is used", async (name, value, message) => {
  const event = recordedEvent("CustomMessage_SignUp");
  const { returned, log } = await invoke(event, { [name]: value });
  expect(returned).toEqual(event);
  expect(log).toContain(message);
});

test("the log line holds no name, no address and no message", async () => {
  const event = recordedEvent("CustomMessage_AdminCreateUser");
  const { log } = await invoke(event, { EMAIL_SENDER: "ses" });
  expect(log).toContain('"outcome":"composed"');
  expect(log).not.toMatch(/Emmy|acme\.example|####|Acme/);
});
