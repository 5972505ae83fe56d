import { readCustomAttributes, STANDARD_ATTRIBUTES } from "../../functions/user-migration/attributes";
import { customAttributes } from "../../infra/attributes";
import { PARAMETERS } from "../../infra/parameters";
import { mistakeOf } from "../../infra/parameters/parameter";
import { CEILINGS } from "../../shared/passwords";

const accepts = (parameter: "legacySource" | "legacyPasswords", value: unknown): boolean =>
  mistakeOf(() => PARAMETERS[parameter].read(value)) === undefined;

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
  expect(accepts("legacySource", JSON.parse(JSON.stringify(source)))).toBe(isAccepted);
});

/** Only packaging knows which attributes move over, and refuses the others; a function leaves them out. */

test("every attribute that the migration takes over can be mapped", () => {
  const takenOver = [...STANDARD_ATTRIBUTES.keys(), ...readCustomAttributes(customAttributes).keys()];
  expect(takenOver.length).toBeGreaterThan(10);
  for (const name of takenOver)
    expect([name, accepts("legacySource", withColumns({ attributes: { [name]: "column" } }))]).toEqual([
      name,
      true,
    ]);
});

test.each<[boolean, unknown]>([
  [true, {}],
  [true, { scheme: "bcrypt" }],
  [true, { scheme: "md5(salt+password)" }],
  [true, { scheme: "bcrypt(sha256(password))" }],
  [false, { scheme: "rot13" }],
  [false, { scheme: "md5(salt)" }],
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
  [true, { parameters: { passwordEncoding: "latin-1", passwordForm: "NFD" } }],
  [true, { parameters: { passwordEncoding: "windows-1252" } }],
  [false, { parameters: { passwordEncoding: "latin1" } }],
  [false, { parameters: { passwordEncoding: 1252 } }],
  [false, { parameters: { passwordForm: "nfd" } }],
  [false, { parameters: { passwordForm: "NFE" } }],
  [false, { parameters: { pepper: null } }],
  [false, { parameters: ["x"] }],
  [false, { pepper: "x" }],
  [false, []],
])("%p for the passwords of legacy users %j", (isAccepted, passwords) => {
  expect(accepts("legacyPasswords", passwords)).toBe(isAccepted);
});
