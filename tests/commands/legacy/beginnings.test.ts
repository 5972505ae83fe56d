import { BEGINNINGS } from "../../../commands/legacy/beginnings";
import { findingOf } from "../../../commands/legacy/hash-finding";
import { readLegacyPasswords } from "../../../functions/user-migration/legacy-passwords";
import { codeIn, readGuide, rowsIn, sectionOf } from "../../docs/guide-sections";

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

const RULES = { passwords: readLegacyPasswords({}), secret: { signerKey: base64(64) } };
const ALL = Object.entries(SELF_DESCRIBING).flatMap(([format, hashes]) =>
  hashes.map((hash) => [format, hash] as const),
);

test("every format that the guide has as self-describing is known by its beginning", () => {
  const described = rowsIn(sectionOf(readGuide("migrating-users.md"), "Password schemes"))
    .filter(([, , saysSo]) => saysSo?.startsWith("yes"))
    .map(([schemes = ""]) => codeIn(schemes)[0])
    // Whatever has its label is plaintext, and none of it can be missing.
    .filter((scheme) => scheme !== "plaintext");
  expect([...new Set(BEGINNINGS.map(([, format]) => format))].sort()).toEqual(described.sort());
  expect(Object.keys(SELF_DESCRIBING).sort()).toEqual(described);
});

describe.each(ALL)("%s: %s", (format, hash) => {
  test("says what it is", async () => {
    expect(await findingOf({ hash }, RULES)).toMatchObject({ kind: "supported", format });
  });

  test("cut short, is a damaged one of this format, and no hash that lacks a scheme", async () => {
    // What is left of Magento's without its version is what Magento 1 wrote.
    const cut = format === "magento" ? `${hash}:4` : hash.slice(0, hash.length * 0.6);
    const { kind, ...finding } = await findingOf({ hash: cut }, RULES);
    expect(["damaged", "malformed"]).toContain(kind);
    expect(finding).toEqual({ format });
  });
});

test("what says nothing of itself still lacks a scheme", async () => {
  for (const hash of [hex(16), hex(32), `${hex(32)}:salt`, base64(20), `sha256$salt$${hex(64)}`])
    expect(await findingOf({ hash }, RULES)).toMatchObject({ kind: "no-scheme" });
  for (const hash of ["$y$j9T$salt$hash", "$2x$10$salt", "secret", "*LK*", "{unknown}secret"])
    expect(await findingOf({ hash }, RULES)).toMatchObject({ kind: "unsupported" });
});
