import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import bcryptjs from "bcryptjs";
import { floorFor } from "../../../commands/legacy/floor";
import { type LocalStage, nameOf, startLocalStage } from "../harness/local-stage";

const HASH = bcryptjs.hashSync("correct horse battery", 4);
const COSTLY = HASH.replace("$04$", "$14$");
const MD5 = "5f4dcc3b5aa765d61d8327deb882cf99";
const ARGON2 = "$argon2id$v=19$m=65536,t=3,p=4$c29tZXNhbHQ$iWh06vD8Fy27wf9npn6FXWiCX4K6pW6Ue1Bnzz07Z8A";

let folder: string;
let stage: LocalStage;
beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "check-"));
  stage = await startLocalStage();
});
afterEach(async () => {
  await stage.stop();
  rmSync(folder, { recursive: true });
});

const put = (...rows: Record<string, unknown>[]) =>
  stage.put(
    "LegacyUsersTable",
    ...rows.map((row, index) => ({
      login: `user${index}@acme.example`,
      legacyId: index,
      emailVerified: true,
      ...row,
    })),
  );

/** What is measured is not always the same. */
const withoutTimes = (out: string): string[] => out.replace(/\d+\.\d ms/, "SOME ms").split("\n");

const UNVERIFIED =
  "With an address that the old system has not verified: they can move over with their old password only";
const CHOICES = [
  "For those who belong nowhere, no invitation and no owner of a domain counts. Verify the addresses in the " +
    "old system, give the",
  "rows a tenantId, or set legacyEmails: verified if the old system did prove them all. See docs/migrating-users.md.",
];

describe("unverified addresses", () => {
  const unverified = async (...words: string[]) => {
    const lines = (await stage.run("legacy:check", ...words)).out.split("\n");
    const begin = lines.indexOf(UNVERIFIED);
    return begin < 0 ? [] : lines.slice(begin + 1);
  };
  const rows = [
    { emailVerified: undefined },
    { emailVerified: "yes" },
    { emailVerified: false, tenantId: "Not a tenant" },
    { emailVerified: false, tenantId: "acme" },
    { emailVerified: false, disabled: true },
    { emailVerified: true },
    { emailVerified: true, tenantId: "acme" },
  ];

  test("are counted by whether a tenant is assigned, without those who can never move over", async () => {
    await put(...rows);
    expect(await unverified()).toEqual([
      "         1  with a tenant",
      "         3  without a tenant: once moved over, they belong nowhere",
      ...CHOICES,
    ]);
  });

  test("belong to the public tenant where the stage is open", async () => {
    stage.parameters = async () => ({ signUpPolicy: "open" });
    await put(...rows);
    expect(await unverified()).toEqual([
      "         1  with a tenant",
      "         3  without a tenant: they join the public one",
    ]);
  });

  test("are none where the stage takes all of them for verified", async () => {
    stage.parameters = async () => ({ legacyEmails: "verified" });
    await put(...rows);
    expect(await unverified()).toEqual([]);
  });

  test("are counted in a file as legacy:import reads it, and not in one of hashes alone", async () => {
    const file = path.join(folder, "users.csv");
    writeFileSync(
      file,
      ["login,hash,emailVerified,enabled", "a,,2020-01-01,1", "b,,,1", "c,,0,0", "d,,maybe,1"].join("\n"),
    );
    expect(await unverified("--file", file)).toEqual([
      "         1  without a tenant: once moved over, they belong nowhere",
      ...CHOICES,
    ]);
    writeFileSync(file, `hash\n${HASH}\n`);
    expect(await unverified("--file", file)).toEqual([]);
  });
});

describe("legacy:check", () => {
  test("counts the formats of the table by what the migration makes of them", async () => {
    await put(
      ...[HASH, HASH, HASH, COSTLY, ARGON2, MD5, MD5, "{noop}secret", "$2x$04$faulty"].map((hash) => ({
        hash,
      })),
      { hash: HASH.slice(0, 40) },
      { hash: MD5, scheme: "md5" },
      { hash: MD5, scheme: "repeat(rounds, md5(password))", parameters: { rounds: 1000 } },
      { hash: MD5, scheme: "vbulletin" },
      { hash: MD5, scheme: "vbulletin", salt: "abc" },
      { hash: MD5, scheme: "rot13" },
      {},
    );
    const { code, out, err } = await stage.run("legacy:check");
    expect([code, err]).toEqual([0, ""]);
    expect(withoutTimes(out).slice(0, -3)).toEqual([
      `Old users in ${nameOf("LegacyUsersTable")}: 16`,
      "They were checked with the parameters that serverless.yml has for the stage dev.",
      "",
      "Supported",
      "         3  bcrypt, cost 4",
      "         1  argon2, 64 MiB, 3 passes, 4 lanes",
      "         1  md5",
      "         1  repeat(rounds, md5(password)), 1000 rounds",
      "         1  vbulletin",
      "",
      "Too costly: above legacyPasswords.ceilings",
      "         1  bcrypt, cost 14",
      "",
      "Scheme missing: find it out from the old system, and give it as --scheme or in a column",
      "         2  32 hexadecimal digits: md5, md4, hmac-md5, ipb, mybb, oscommerce, vbulletin, prestashop, " +
        "django-unsalted-md5, phpbb3, wordpress, joomla, ntlm, magento, or a template",
      "",
      "Unknown scheme",
      "         1  the row names a scheme that does not exist",
      "",
      "Malformed, or a required parameter is missing",
      "         1  vbulletin",
      "",
      "Damaged, for instance by a column that is too short, or a variant that is not supported",
      "         1  bcrypt",
      "",
      "Switched off: not in legacyPasswords.allow",
      "         1  plaintext",
      "",
      "Not supported",
      "         1  bcrypt of a faulty or early version",
      "",
      "Without a hash",
      "         1  these people can move over by a password reset only",
      "",
    ]);
  });

  test("prints no login, no hash and no secret", async () => {
    await put(
      { hash: HASH },
      { hash: "{noop}Geheim-42" },
      { hash: "Geheim-42" },
      { hash: MD5, scheme: "Geheim-42" },
    );
    const { out, err } = await stage.run("legacy:check");
    for (const secret of ["user0", HASH, "Geheim-42", MD5]) expect(out + err).not.toContain(secret);
  });

  test("reads more than a page", async () => {
    const padding = "x".repeat(90_000);
    await put(...Array.from({ length: 30 }, () => ({ hash: HASH, attributes: { name: padding } })));
    expect((await stage.run("legacy:check")).out).toContain("        30  bcrypt, cost 4\n");
  });

  test("reads a file, with what the command line and the stage say of its hashes", async () => {
    stage.parameters = async () => ({
      legacyPasswords: { ceilings: { bcryptCost: 3 }, allow: ["plaintext"] },
      userMigrationMemory: 2048,
      migrationFloor: 700,
    });
    const file = path.join(folder, "users.csv");
    const secret = path.join(folder, "secret.json");
    writeFileSync(secret, JSON.stringify({ pepper: "black" }));
    writeFileSync(
      file,
      [
        "pw;kind",
        `${HASH};`,
        `${HASH};bcrypt`,
        `${MD5};prestashop`,
        `${MD5};prestashop`,
        "hello;plaintext",
        ";",
        "a;b;c",
      ].join("\n"),
    );
    const { code, out } = await stage.run(
      ...[
        "legacy:check",
        "--file",
        file,
        "--map",
        "hash=pw,scheme=kind",
        "--delimiter",
        ";",
        "--parameters",
        secret,
      ],
    );
    expect(code).toBe(0);
    expect(withoutTimes(out)).toEqual([
      `Old users in ${file}: 7`,
      "They were checked with the parameters that serverless.yml has for the stage dev.",
      "",
      "Supported",
      "         2  prestashop",
      "         1  plaintext",
      "",
      "Too costly: above legacyPasswords.ceilings",
      "         2  bcrypt, cost 4",
      "",
      "Without a hash",
      "         1  these people can move over by a password reset only",
      "",
      "Unreadable rows",
      "         1  it has more or fewer columns than the header",
      "",
      "One check of prestashop takes SOME ms on this computer. Lambda gives a whole processor at 1769 MB,",
      "so with userMigrationMemory: 2048 it takes 1.00 times as long. With a margin:",
      expect.stringMatching(/^migrationFloor: \d+ \(now 700\)$/),
    ]);
  });

  test("counts the rest together where every row has a cost of its own", async () => {
    const hashOf = (iterations: number) =>
      `pbkdf2_sha256$${iterations}$salt$${Buffer.alloc(32).toString("base64")}`;
    const file = path.join(folder, "users.csv");
    writeFileSync(file, ["hash", ...Array.from({ length: 700 }, (_, index) => hashOf(index + 1))].join("\n"));
    const { out } = await stage.run("legacy:check", "--file", file);
    expect(out).toContain(
      "\nSupported\n       200  others\n         1  django\n         1  django, 10 iterations\n",
    );
  });

  test("says where it had to stop in a file", async () => {
    const file = path.join(folder, "users.csv");
    writeFileSync(file, `login,hash\nada@acme.example,${HASH}\nbea@acme.example,"${HASH}\n`);
    const { code, out } = await stage.run("legacy:check", "--file", file);
    expect([code, out.split("\n").slice(0, 8)]).toEqual([
      1,
      [
        `Old users in ${file}: 2`,
        "They were checked with the parameters that serverless.yml has for the stage dev.",
        expect.stringMatching(/^Nothing after line 3 could be read or counted: it has no end, .*\.$/),
        "",
        "Supported",
        "         1  bcrypt, cost 4",
        "",
        "Unreadable rows",
      ],
    ]);
  });

  test("says so where the stage reads another source than the table, and nothing of it for a file", async () => {
    stage.parameters = async () => ({ legacySource: { kind: "postgresql" } });
    await put({ hash: "" });
    const remark =
      "The stage dev does not read the LegacyUsers table: its legacySource in serverless.yml has the kind postgresql. It reads the " +
      "table once it is deployed with { kind: dynamodb }.";
    expect((await stage.run("legacy:check")).out.split("\n")).toEqual([
      `Old users in ${nameOf("LegacyUsersTable")}: 1`,
      "They were checked with the parameters that serverless.yml has for the stage dev.",
      remark,
      "",
      "Without a hash",
      "         1  these people can move over by a password reset only",
    ]);
    const file = path.join(folder, "users.csv");
    writeFileSync(file, "hash\n\n");
    const { code, out } = await stage.run("legacy:check", "--file", file);
    expect([code, out.includes(remark)]).toEqual([0, false]);
  });

  test("has nothing to say of an empty table", async () => {
    expect((await stage.run("legacy:check")).out).toBe(
      `Old users in ${nameOf("LegacyUsersTable")}: 0\nThey were checked with the parameters that serverless.yml has for the stage dev.`,
    );
  });
});

test.each([
  [100, 1769, 250],
  [100, 1024, 400],
  [100, 10_240, 250],
  [0.1, 1024, 150],
  [1_500, 1024, 4_000],
])("what takes %d ms here has with %i MB the floor %i", (milliseconds, memory, floor) => {
  expect(floorFor(milliseconds, memory)).toBe(floor);
});
