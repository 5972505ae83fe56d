import { inspect, isScheme, SCHEMES } from "../../../shared/passwords";
import { BARE_HASHES } from "../../../shared/passwords/bare-hashes";

const hex = (length: number) => "0123456789abcdef".repeat(8).slice(0, length);
const base64 = (length: number) => Buffer.alloc(length, 7).toString("base64");
const unpadded = (length: number) => base64(length).replace(/=+$/, "");
const BCRYPT = `$2b$10$${"a".repeat(53)}`;
const ARGON2 = `$argon2id$v=19$m=65536,t=3,p=4$${unpadded(16)}$${unpadded(32)}`;

/** Each way in which a hash says what it is, by the format that reads it. */
const SELF_DESCRIBING: Readonly<Record<string, readonly string[]>> = {
  bcrypt: [BCRYPT, BCRYPT.replace("$2b$", "$2y$"), BCRYPT.replace("$2b$", "$2a$")],
  "passlib-bcrypt-sha256": [`$bcrypt-sha256$v=2,t=2b,r=12$${"a".repeat(22)}$${"a".repeat(31)}`],
  argon2: [ARGON2, ARGON2.replace("2id", "2i"), ARGON2.replace("2id", "2d")],
  scrypt: [
    `$scrypt$ln=14,r=8,p=1$${unpadded(16)}$${unpadded(32)}`,
    `$7$C6..../....salt$${"a".repeat(43)}`,
    `scrypt:32768:8:1$salt$${hex(128)}`,
    `$s0$e0801$${base64(16)}$${base64(32)}`,
    `$e0801$${base64(16)}$${base64(32)}`,
    `400$8$1$${hex(16)}$${hex(64)}`,
  ],
  "firebase-scrypt": [
    `$fbscrypt$v=1,n=14,r=8,p=1,ss=${base64(1)},sk=${base64(64)}$${base64(8)}$${base64(64)}`,
    `$firescrypt$ln=14,r=8,p=1$${base64(8)}$${base64(64)}$${base64(1)}$${base64(64)}`,
    `$f_scrypt$${base64(64)}$${base64(8)}$m=14$r=8$s=${base64(1)}`,
  ],
  pbkdf2: [
    `$pbkdf2$1000$${unpadded(16)}$${unpadded(20)}`,
    `$pbkdf2-sha256$1000$${unpadded(16)}$${unpadded(32)}`,
    `pbkdf2:sha256:1000$salt$${hex(64)}`,
    `{PKCS5S2}${base64(48)}`,
  ],
  scram: [
    `SCRAM-SHA-256$4096:${base64(16)}$${base64(32)}:${base64(32)}`,
    `{SCRAM-SHA-1}4096,${base64(16)},${base64(20)},${base64(20)}`,
  ],
  kratos: [
    `$md5$${base64(16)}`,
    `$sha256$pf=${Buffer.from("{SALT}{PASSWORD}").toString("base64")}$${base64(8)}$${base64(32)}`,
    `$hmac-sha256$${base64(64)}$${base64(8)}`,
    `$sha512-crypt$salt$${"a".repeat(86)}`,
  ],
  keycloak: [
    JSON.stringify({
      secretData: { value: base64(64), salt: base64(16) },
      credentialData: { hashIterations: 27_500, algorithm: "pbkdf2-sha256" },
    }),
  ],
  django: [
    `pbkdf2_sha256$1000$salt$${base64(32)}`,
    `argon2${ARGON2}`,
    `bcrypt$${BCRYPT}`,
    `bcrypt_sha256$${BCRYPT}`,
    `scrypt$16384$salt$8$1$${base64(64)}`,
    `md5$salt$${hex(32)}`,
    `sha1$salt$${hex(40)}`,
  ],
  "aspnet-identity": [Buffer.from(`01000000010000271000000010${hex(96)}`, "hex").toString("base64")],
  crypt: [
    `$1$salt$${"a".repeat(22)}`,
    `$apr1$salt$${"a".repeat(22)}`,
    `$5$salt$${"a".repeat(43)}`,
    `$sha1$1000$salt$${"a".repeat(28)}`,
  ],
  phpass: [`$P$B${"a".repeat(30)}`, `$H$B${"a".repeat(30)}`],
  wordpress: [`$wp${BCRYPT.replace("$2b$", "$2y$")}`],
  drupal: [`$S$D${"a".repeat(51)}`, `U$S$D${"a".repeat(51)}`],
  mysql: [`*${hex(40).toUpperCase()}`],
  mssql: [`0x0100${hex(48)}`, `0x0200${hex(72)}${hex(64)}`],
  ntlm: [`$3$$${hex(32)}`],
  magento: [`${hex(64)}:salt:1`],
  shiro: [`$shiro1$SHA-256$1000$${base64(16)}$${base64(32)}`],
  mediawiki: [
    `:A:${hex(32)}`,
    `:B:0a1b:${hex(32)}`,
    `:pbkdf2:sha512:1000:64:${base64(16)}:${base64(64)}`,
    `:pbkdf2-legacyA:!sha512:1000:64!!${base64(16)}!${base64(64)}`,
    `:argon2:${ARGON2}`,
    `:bcrypt:10$${"a".repeat(22)}$${"a".repeat(31)}`,
  ],
  nextcloud: [`1|${BCRYPT}`, `3|${ARGON2}`],
  spring: [`{bcrypt}${BCRYPT}`, `{pbkdf2@SpringSecurity_v5_8}${hex(96)}`, `{sha256}${hex(80)}`],
  ldap: [
    `{SSHA}${base64(28)}`,
    `{CRYPT}$1$salt$${"a".repeat(22)}`,
    `{PBKDF2-SHA256}1000$${unpadded(16)}$${unpadded(32)}`,
  ],
  dovecot: [`{BLF-CRYPT}${BCRYPT}`, `{SSHA256.HEX}${hex(72)}`, `{ARGON2ID}${ARGON2}`],
};

const OPTIONS = { system: { signerKey: base64(64) } };
const ALL = Object.entries(SELF_DESCRIBING).flatMap(([format, hashes]) =>
  hashes.map((hash) => [format, hash] as const),
);

test("there is an example of every format whose hashes say what they are", () => {
  const described = SCHEMES.filter(({ prefix }) => prefix !== undefined).map(({ schemes: [name] }) => name);
  // Whatever has its label is plaintext, and none of it can be missing.
  expect(Object.keys(SELF_DESCRIBING).sort()).toEqual(
    described.filter((name) => name !== "plaintext").sort(),
  );
});

describe.each(ALL)("%s: %s", (format, hash) => {
  test("says what it is", () => {
    expect(inspect({ hash }, OPTIONS)).toMatchObject({ kind: "supported", format });
  });

  test("cut short, is a damaged one of this format, and no hash that lacks a scheme", () => {
    // What is left of Magento's without its version is what Magento 1 wrote.
    const cut = format === "magento" ? `${hash}:4` : hash.slice(0, hash.length * 0.6);
    expect(inspect({ hash: cut }, OPTIONS)).toEqual({ kind: "damaged", format });
  });
});

test("what says nothing of itself lacks a scheme, and is told by what it looks like", () => {
  for (const hash of [hex(16), hex(32), `${hex(32)}:salt`, base64(20), `sha256$salt$${hex(64)}`])
    expect(inspect({ hash })).toMatchObject({ kind: "no-scheme" });
  for (const hash of ["$y$j9T$salt$hash", "$2x$10$salt", "secret", "*LK*", "{unknown}secret"])
    expect(inspect({ hash })).toMatchObject({ kind: "unsupported" });
  expect(inspect({ hash: hex(40) })).toMatchObject({
    looks: "40 hexadecimal digits",
    schemes: expect.arrayContaining(["sha1", "smf", "redmine", "opencart", "restful-authentication"]),
  });
  expect(inspect({ hash: base64(64) })).toMatchObject({ schemes: ["firebase-scrypt", "symfony-sha512"] });
});

test.each(BARE_HASHES)(
  "the schemes that are suggested for $looks can read it",
  ({ pattern, looks, example }) => {
    expect(example).toMatch(pattern);
    const found = inspect({ hash: example });
    expect(found).toMatchObject({ kind: "no-scheme", looks });
    const schemes = "schemes" in found ? found.schemes : [];
    expect(schemes.length).toBeGreaterThan(0);
    expect(schemes.filter((scheme) => !isScheme(scheme))).toEqual([]);
  },
);

test("a hash that lacks a parameter is malformed, and so is one that another scheme wrote", () => {
  const [superTokens = ""] = SELF_DESCRIBING["firebase-scrypt"]?.slice(-1) ?? [];
  expect(inspect({ hash: superTokens })).toEqual({ kind: "malformed", format: "firebase-scrypt" });
  expect(inspect({ hash: hex(32), scheme: "vbulletin" })).toEqual({ kind: "malformed", format: "vbulletin" });
  expect(inspect({ hash: BCRYPT, scheme: "sha1" })).toEqual({ kind: "malformed", format: "sha1" });
  expect(inspect({ hash: "a".repeat(5_000), scheme: "md5" })).toEqual({ kind: "malformed", format: "md5" });
});

test("what is too costly is told with the ceilings that it exceeds, and without any work", () => {
  expect(inspect({ hash: BCRYPT.replace("$10$", "$31$") })).toEqual({
    kind: "too-costly",
    format: "bcrypt",
    cost: { bcryptCost: 31 },
    exceeded: ["bcryptCost"],
  });
  expect(inspect({ hash: BCRYPT }, { ceilings: { bcryptCost: 9 } })).toMatchObject({ kind: "too-costly" });
  // No stage can go beyond the highest ceilings.
  const beyond = { hash: BCRYPT.replace("$10$", "$16$") };
  expect(inspect(beyond, { ceilings: { bcryptCost: 31 } })).toMatchObject({ kind: "too-costly" });
});

test("a reversible scheme is switched off, and a scheme that there is not is unknown", () => {
  expect(inspect({ hash: "{noop}secret" })).toEqual({ kind: "switched-off", format: "plaintext" });
  expect(inspect({ hash: "{noop}secret" }, { allow: ["plaintext"] })).toMatchObject({ kind: "supported" });
  expect(inspect({ hash: hex(32), scheme: "rot13" })).toEqual({ kind: "unknown-scheme" });
  expect(["rot13", "md5(salt)", "md5(", ""].filter(isScheme)).toEqual([]);
});
