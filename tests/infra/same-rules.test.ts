import { LANGUAGES } from "../../functions/custom-message/language";
import { readThrottle } from "../../shared/attempts/throttle";
import { readDomain } from "../../shared/people/email";
import { Settings } from "../../shared/runtime/settings";
import { isTenantId } from "../../shared/tenants/tenant";

const { PARAMETERS } = require("../../infra/parameters.cjs");
const rules = require("../../infra/rules.cjs");

/** What packaging accepts and what a function accepts at its start is written in two places and must be the same. */
const accepts = (parameter: string, value: unknown): boolean =>
  PARAMETERS[parameter].rule(value) === undefined;

const succeeds = (read: () => unknown): boolean => {
  try {
    read();
    return true;
  } catch {
    return false;
  }
};

test.each([
  "acme",
  "a1",
  "a",
  "acme-2",
  "-acme",
  "Acme",
  "acme_2",
  "platform",
  "a".repeat(63),
  "a".repeat(64),
  "",
])("the tenant %j", (id) => expect(rules.isTenantId(id)).toBe(isTenantId(id)));

test.each([
  "acme.example",
  "mail.acme.example",
  "acme",
  "acme.example.",
  ".acme.example",
  "acme..example",
  "-acme.example",
  "acme-.example",
  "xn--mnchen-3ya.example",
  "ac_me.example",
  "127.0.0.1",
  `${"a".repeat(63)}.example`,
  `${"a".repeat(64)}.example`,
])("the domain %j", (domain) => expect(rules.isDomain(domain)).toBe(readDomain(domain) !== undefined));

test.each(["off", "30/15m", "0/15m", "9999/9999m", "10000/15m", "30/15", "30/0m", ""])(
  "the throttle %j",
  (written) => {
    const settings = new Settings({ THROTTLE: written });
    expect(accepts("signInThrottle", written)).toBe(succeeds(() => readThrottle(settings, "THROTTLE")));
  },
);

test("the languages", () => {
  expect(LANGUAGES.filter((language) => !accepts("defaultLanguage", language))).toEqual([]);
  expect(accepts("defaultLanguage", "nl")).toBe(false);
});
