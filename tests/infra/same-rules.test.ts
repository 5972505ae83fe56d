import { LANGUAGES } from "../../functions/custom-message/language";
import { readCustomAttributes, STANDARD_ATTRIBUTES } from "../../functions/user-migration/attributes";
import { readLegacyPasswords } from "../../functions/user-migration/legacy-passwords";
import { CEILINGS } from "../../functions/user-migration/passwords/ceilings";
import { readThrottle } from "../../shared/attempts/throttle";
import {
  readEndpointSettings,
  readSourceSettings,
  readTableSettings,
} from "../../shared/legacy-users/source-settings";
import { readDomain } from "../../shared/people/email";
import { Settings } from "../../shared/settings";
import { isTenantId } from "../../shared/tenants/tenant";

const attributes: { readonly migrating: readonly string[]; readonly customAttributes: string } =
  require("../../infra/attributes.cjs");
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

function readSource(written: unknown) {
  const source = readSourceSettings(written);
  if (source.kind === "dynamodb") return source;
  return source.kind === "https" ? readEndpointSettings(source) : readTableSettings(source);
}
const SQL = {
  kind: "postgresql",
  secret: "prod/legacy",
  table: "users",
  columns: { login: "email", hash: "hash" },
};
const withColumns = (columns: object) => ({ ...SQL, columns: { ...SQL.columns, ...columns } });
const HTTPS = { kind: "https", secret: "prod/legacy", url: "https://old.example/users" };
const ARN = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:prod/legacy-AbCdEf";

test.each<[boolean, unknown]>([
  [true, { kind: "dynamodb" }],
  [true, { kind: "dynamodb", secret: "prod/legacy" }],
  [false, { kind: "dynamodb", table: "users" }],
  [false, { kind: "oracle" }],
  [false, { kind: "toString" }],
  [false, {}],
  [false, []],
  [false, "dynamodb"],
  [true, SQL],
  [true, { ...SQL, kind: "mysql" }],
  [true, { ...SQL, secret: ARN }],
  [true, { ...SQL, secret: "ssm:/prod/legacy" }],
  [false, { ...SQL, secret: "ssm:prod/legacy" }],
  [false, { ...SQL, secret: undefined }],
  [false, { ...SQL, secret: "two words" }],
  [false, { ...SQL, secret: 'x"' }],
  [false, { ...SQL, secret: { name: "x" } }],
  [true, { ...SQL, table: "public.Auth-User$1 x" }],
  [true, { ...SQL, table: "Benutzer_ä" }],
  ...["", "a.b.c", ".users", "users.", 'a"b', "a`b", "a;b", "1a", "a\0", "a'b", "a\\b", 7, undefined].map(
    (table): [boolean, unknown] => [false, { ...SQL, table }],
  ),
  [false, { ...SQL, columns: undefined }],
  [false, { ...SQL, columns: [] }],
  [false, { ...SQL, columns: { login: "email" } }],
  [false, { ...SQL, columns: { hash: "hash" } }],
  [false, withColumns({ name: "name" })],
  [false, withColumns({ id: 'a"b' })],
  [false, withColumns({ id: null })],
  [false, withColumns({ id: { column: "id", is: "x" } })],
  [true, withColumns({ disabled: "blocked", emailVerified: "verified" })],
  [true, withColumns({ enabled: { column: "status", is: "active" } })],
  [false, withColumns({ enabled: { column: "status", is: 1 } })],
  [false, withColumns({ enabled: { column: "sta`tus", is: "active" } })],
  [false, withColumns({ enabled: { column: "status", is: "active", or: "x" } })],
  [false, withColumns({ enabled: { column: "status" } })],
  [false, withColumns({ enabled: "active", disabled: "blocked" })],
  [true, withColumns({ attributes: { name: "full name", locale: "lang" } })],
  [false, withColumns({ attributes: { "a b": "c" } })],
  [false, withColumns({ attributes: { name: "a;b" } })],
  [false, withColumns({ attributes: ["name"] })],
  [true, withColumns({ parameters: { iterations: "rounds" } })],
  [false, withColumns({ parameters: { hash: "hash" } })],
  [false, withColumns({ parameters: { iterations: 1000 } })],
  [true, { ...SQL, logins: "lower-case", bytes: "text", tls: "off" }],
  [false, { ...SQL, logins: "upper" }],
  [false, { ...SQL, bytes: "base64" }],
  [false, { ...SQL, tls: false }],
  [false, { ...SQL, url: "https://old.example" }],
  [true, HTTPS],
  [true, { ...HTTPS, verifies: true }],
  [false, { ...HTTPS, verifies: "true" }],
  [false, { ...HTTPS, secret: undefined }],
  [false, { ...HTTPS, columns: {} }],
  ...["http://127.0.0.1:8080/users", "http://localhost/users", "http://[::1]/users"].map(
    (url): [boolean, unknown] => [true, { ...HTTPS, url }],
  ),
  ...[
    "http://old.example/users",
    "http://127.0.0.1.example/users",
    "https://user@old.example/",
    "https://:x@old.example/",
    "https://old.example/#x",
    "ftp://old.example/",
    "old.example",
    undefined,
  ].map((url): [boolean, unknown] => [false, { ...HTTPS, url }]),
])("%p for the source of legacy users %j", (isAccepted, source) => {
  const written = JSON.parse(JSON.stringify(source));
  expect([accepts("legacySource", written), succeeds(() => readSource(written))]).toEqual([
    isAccepted,
    isAccepted,
  ]);
});

/** Only packaging knows which attributes move over, and refuses the others; a function leaves them out. */
test("the attributes of legacy users", () => {
  const { customAttributes } = attributes;
  const custom = customAttributes === "none" ? "none" : customAttributes.split(",");
  const takenOver = [...STANDARD_ATTRIBUTES.keys(), ...readCustomAttributes(custom).keys()];
  expect([...attributes.migrating].sort()).toEqual(takenOver.sort());
  for (const name of takenOver)
    expect(accepts("legacySource", withColumns({ attributes: { [name]: "column" } }))).toBe(true);
});

test.each<[boolean, unknown]>([
  [true, {}],
  [true, { scheme: "bcrypt" }],
  [true, { scheme: "md5(salt+password)" }],
  [false, { scheme: "" }],
  [false, { scheme: 5 }],
  [true, { allow: ["plaintext"] }],
  [true, { allow: [] }],
  [false, { allow: ["bcrypt"] }],
  [false, { allow: ["cleartext"] }],
  [false, { allow: "plaintext" }],
  [true, { ceilings: CEILINGS }],
  ...Object.entries(CEILINGS).flatMap(([name, highest]): [boolean, unknown][] => [
    [false, { ceilings: { [name]: highest + 1 } }],
    [false, { ceilings: { [name]: 0 } }],
    [false, { ceilings: { [name]: "1" } }],
    [true, { ceilings: { [name]: 1 } }],
  ]),
  [false, { ceilings: { cost: 1 } }],
  [false, { ceilings: { toString: 1 } }],
  [true, { parameters: { iterations: 1000, digest: "sha256" } }],
  [false, { parameters: { pepper: null } }],
  [false, { parameters: ["x"] }],
  [false, { pepper: "x" }],
  [false, []],
])("%p for the passwords of legacy users %j", (isAccepted, passwords) => {
  expect([accepts("legacyPasswords", passwords), succeeds(() => readLegacyPasswords(passwords))]).toEqual([
    isAccepted,
    isAccepted,
  ]);
});
