import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout } from "node:timers/promises";
import bcryptjs from "bcryptjs";
import {
  readLegacyPasswords,
  verifyLegacyPassword,
} from "../../../functions/user-migration/legacy-passwords";
import { legacyUsersTable } from "../../../shared/legacy-users/sources/dynamodb";
import { answerError } from "../../harness/faulty-tables";
import { startProxy } from "../../harness/proxy";
import { type LocalStage, nameOf, startLocalStage } from "../harness/local-stage";

const PASSWORD = "correct horse battery";
const HASH = bcryptjs.hashSync(PASSWORD, 4);
const MD5 = "5f4dcc3b5aa765d61d8327deb882cf99";

let folder: string;
let stage: LocalStage;
beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "import-"));
  stage = await startLocalStage();
});
afterEach(async () => {
  await stage.stop();
  rmSync(folder, { recursive: true });
});

const file = (name: string) => path.join(folder, name);
const write = (name: string, ...lines: string[]): string => {
  writeFileSync(file(name), lines.map((line) => `${line}\n`).join(""));
  return file(name);
};
const errorsOf = (name: string): unknown[] =>
  existsSync(file(`${name}.errors.jsonl`))
    ? readFileSync(file(`${name}.errors.jsonl`), "utf8")
        .trimEnd()
        .split("\n")
        .map((line) => JSON.parse(line))
    : [];
/** What is in the table, without the mark that the import leaves. */
const imported = async () =>
  (await stage.all("LegacyUsersTable")).map(({ importedAs, ...row }) => {
    expect(importedAs).toMatch(/^[0-9a-f-]{36}#\d+$/);
    return row;
  });

const into = (rows: string) => `${rows} rows imported into ${nameOf("LegacyUsersTable")}.`;
const failed = (name: string, { malformed = 0, duplicate = 0, inTable = 0 }) =>
  `Malformed: ${malformed}. With the login of an earlier line: ${duplicate}. With a login that is in the table already: ` +
  `${inTable}. See ${file(`${name}.errors.jsonl`)}`;

describe("legacy:import", () => {
  test("writes what the migration reads", async () => {
    const users = write(
      "users.csv",
      "login,hash,legacyId,emailVerified,disabled,tenantId,role,attributes.name,attributes.locale",
      `Ada@Acme.example,${HASH},4711,yes,0,acme,admin,"Lovelace, Ada",`,
      `blaise@acme.example,${HASH},,FALSE,true,,,,fr`,
    );
    expect(await stage.run("legacy:import", users)).toEqual({ code: 0, out: into("2 of 2"), err: "" });
    expect(await imported()).toEqual([
      {
        login: "ada@acme.example",
        hash: HASH,
        legacyId: "4711",
        emailVerified: true,
        disabled: false,
        tenantId: "acme",
        role: "admin",
        attributes: { name: "Lovelace, Ada" },
      },
      {
        login: "blaise@acme.example",
        hash: HASH,
        emailVerified: false,
        disabled: true,
        attributes: { locale: "fr" },
      },
    ]);
    const table = legacyUsersTable(stage.client, nameOf("LegacyUsersTable"));
    const ada = await table.findByLogin("ada@acme.example", new AbortController().signal);
    if (ada?.password.kind !== "stored") throw new Error("no hash");
    const judged = (password: string, { stored } = ada.password as { stored: { hash: string } }) =>
      verifyLegacyPassword(password, stored, readLegacyPasswords({}), {}, new AbortController().signal);
    expect([await judged(PASSWORD), await judged("another")]).toEqual(["match", "mismatch"]);
    expect(existsSync(file("users.csv.checkpoint")) || existsSync(file("users.csv.errors.jsonl"))).toBe(
      false,
    );
  });

  test("maps columns, names those that are no field, and keeps a scheme with its parameters", async () => {
    const users = write(
      "users.tsv",
      ["email", "password", "rounds", "is_active", "created_at"].join("\t"),
      ["ada@acme.example", MD5, "20", "1", "2011-01-01"].join("\t"),
    );
    const map = "login=email,hash=password,enabled=is_active,parameters.rounds=rounds,legacyId=email";
    const scheme = "repeat(rounds, md5(password))";
    expect(
      await stage.run("legacy:import", users, "--map", map, "--delimiter", "tab", "--scheme", scheme),
    ).toEqual({
      code: 0,
      out: `${into("1 of 1")}\nColumns that hold no field and were ignored: created_at`,
      err: "",
    });
    expect(await imported()).toEqual([
      {
        login: "ada@acme.example",
        hash: MD5,
        scheme,
        parameters: { rounds: "20" },
        disabled: false,
        legacyId: "ada@acme.example",
      },
    ]);
  });

  test("reads JSON, an object a line", async () => {
    const ada = { login: "ada@acme.example", hash: HASH, legacyId: 4711, emailVerified: true, salt: null };
    const users = write(
      "users.jsonl",
      JSON.stringify({ ...ada, attributes: { name: "Ada", birthdate: "1815-12-10" } }),
      JSON.stringify({ ...ada, login: "bea@acme.example", disabled: null }),
      JSON.stringify({ ...ada, login: "eve@acme.example", attributes: { name: ["Eve"] } }),
    );
    expect((await stage.run("legacy:import", users)).code).toBe(1);
    expect(await imported()).toEqual([
      {
        login: "ada@acme.example",
        hash: HASH,
        legacyId: "4711",
        emailVerified: true,
        attributes: { name: "Ada", birthdate: "1815-12-10" },
      },
    ]);
    expect(errorsOf("users.jsonl")).toEqual([
      { line: 2, reason: "disabled is neither true, t, 1, yes or y, nor false, f, 0, no or n" },
      { line: 3, reason: "attributes.name is not text" },
    ]);
  });

  test.each([
    [{ login: "ada" }, "the login is not an e-mail address in ASCII"],
    [{ login: "ädä@acme.example" }, "the login is not an e-mail address in ASCII"],
    [{ hash: MD5 }, "the hash does not say of which scheme it is, and none is given"],
    [{ hash: "Geheim-42" }, "the hash is not supported: of no shape that is known"],
    [{ hash: "$2x$04$Geheim-42" }, "the hash is not supported: bcrypt of a faulty or early version"],
    [
      { hash: "$2y$10$Geheim-42" },
      "the hash begins like one of bcrypt, and is damaged or of a variant that is not supported",
    ],
    [{ hash: MD5, scheme: "Geheim-42" }, "the scheme is not known"],
    [{ hash: HASH.slice(0, -1), scheme: "bcrypt" }, "the hash, or a parameter of it, is not one of bcrypt"],
    [{ hash: MD5, scheme: "vbulletin" }, "the hash, or a parameter of it, is not one of vbulletin"],
    [{ hash: "{noop}Geheim-42" }, "plaintext is not switched on by legacyPasswords.allow"],
    [{ emailVerified: "maybe" }, "emailVerified is neither true, t, 1, yes or y, nor false, f, 0, no or n"],
    [{ disabled: "" }, "disabled is neither true, t, 1, yes or y, nor false, f, 0, no or n"],
    [{ disabled: false, enabled: true }, "it has both disabled and enabled"],
    [{ tenantId: "Acme Inc" }, "the tenantId cannot be the id of a tenant"],
    [{ tenantId: "acme", role: "Geheim-42" }, "the role is unknown, or there is no tenantId with it"],
    [{ role: "admin" }, "the role is unknown, or there is no tenantId with it"],
    [{ legacyId: "1".repeat(257) }, "the legacyId is longer than 256 characters or contains a NUL"],
    [{ salt: 4711 }, "salt is not text"],
    [{ attributes: { name: "x".repeat(2049) } }, "the pool does not accept the attribute name, or its value"],
    [{ attributes: { college: "Balliol" } }, "the pool does not accept the attribute college, or its value"],
    [
      { attributes: { "Geheim 42@acme.example": "x" } },
      "the pool does not accept the attribute with this name, or its value",
    ],
  ])("refuses a row (%#) and quotes nothing of it", async (changes, reason) => {
    const row = { login: "ada@acme.example", hash: HASH, legacyId: "4711", ...changes };
    const { code, out, err } = await stage.run("legacy:import", write("users.jsonl", JSON.stringify(row)));
    expect([code, err]).toEqual([1, ""]);
    expect(out.split("\n")).toEqual([into("0 of 1"), failed("users.jsonl", { malformed: 1 })]);
    expect(errorsOf("users.jsonl")).toEqual([{ line: 1, reason }]);
    expect(await imported()).toEqual([]);
  });

  test("takes people without a hash, so that nobody takes their address", async () => {
    const users = write("users.csv", "login,hash", "ada@acme.example,", `bea@acme.example,${HASH}`);
    expect((await stage.run("legacy:import", users)).out.split("\n")).toEqual([
      into("2 of 2"),
      "Without a hash: 1. These people can move over by a password reset only.",
    ]);
    expect((await imported())[0]).toEqual({ login: "ada@acme.example" });
  });

  test("takes people whose hash is too costly, and says which ceiling to raise", async () => {
    stage.parameters = async () => ({ legacyPasswords: { ceilings: { bcryptCost: 13 } } });
    const argon2 = "$argon2id$v=19$m=524288,t=3,p=4$c29tZXNhbHQ$iWh06vD8Fy27wf9npn6FXWiCX4K6pW6Ue1Bnzz07Z8A";
    const users = write(
      "users.jsonl",
      JSON.stringify({ login: "ada@acme.example", hash: HASH.replace("$04$", "$14$") }),
      JSON.stringify({ login: "bea@acme.example", hash: HASH }),
      JSON.stringify({ login: "eve@acme.example", hash: argon2 }),
    );
    expect(await stage.run("legacy:import", users)).toEqual({
      code: 0,
      out: [
        into("3 of 3"),
        "Too costly to be checked: 2. These people cannot sign in until legacyPasswords.ceilings is raised: " +
          "bcryptCost (now 13, at most 15), memoryMib (now 256, at most 256), memoryWorkMib (now 1024, " +
          "at most 1024)",
      ].join("\n"),
      err: "",
    });
    expect(await stage.all("LegacyUsersTable")).toHaveLength(3);
  });

  test.each([[[]], [["--dry-run"]]])(
    "%j says so where the stage reads another source than the table",
    async (words) => {
      stage.parameters = async () => ({ legacySource: { kind: "mysql" } });
      const users = write("users.csv", "login,hash", `ada@acme.example,${HASH}`);
      const { code, out } = await stage.run("legacy:import", users, ...words);
      expect([code, out.split("\n").slice(1)]).toEqual([
        0,
        [
          "The stage dev does not read the LegacyUsers table: its legacySource in serverless.yml has the kind mysql. It reads the " +
            "table once it is deployed with { kind: dynamodb }.",
        ],
      ]);
      expect(await stage.all("LegacyUsersTable")).toHaveLength(words.length === 0 ? 1 : 0);
    },
  );

  test("takes what the stage's legacyPasswords and the secret's parameters make readable", async () => {
    const legacyPasswords = { allow: ["plaintext"], ceilings: { bcryptCost: 4 } };
    stage.parameters = async () => ({ legacyPasswords: JSON.stringify(legacyPasswords) });
    const users = write(
      "users.jsonl",
      JSON.stringify({ login: "ada@acme.example", hash: "{noop}secret" }),
      JSON.stringify({ login: "bea@acme.example", hash: MD5, scheme: "prestashop" }),
    );
    const secret = write("secret.json", JSON.stringify({ pepper: "black" }));
    expect((await stage.run("legacy:import", users, "--parameters", secret)).out).toBe(into("2 of 2"));
    expect(JSON.stringify(await imported())).not.toContain("black");
  });

  const ROWS = Array.from({ length: 1200 }, (_, index) => `user${index}@acme.example,${HASH},${index + 2}`);

  test("keeps the first of several rows with one login, and what was in the table", async () => {
    await stage.put("LegacyUsersTable", { login: "user7@acme.example", hash: "old" });
    const rows = [...ROWS];
    for (const index of [9, 10, 11]) rows[index] = `USER8@acme.example,${HASH},again`;
    const { code, out } = await stage.run(
      "legacy:import",
      write("users.csv", "login,hash,legacyId", ...rows),
    );
    expect([code, out.split("\n")]).toEqual([
      1,
      [into("1196 of 1200"), failed("users.csv", { duplicate: 3, inTable: 1 })],
    ]);
    expect(errorsOf("users.csv")).toEqual([
      { line: 9, reason: "the login is in the table already" },
      ...[11, 12, 13].map((line) => ({ line, reason: "the login is that of line 10" })),
    ]);
    const table = await stage.all("LegacyUsersTable");
    expect(table).toContainEqual({ login: "user7@acme.example", hash: "old" });
    expect(table).toContainEqual(expect.objectContaining({ login: "user8@acme.example", legacyId: "10" }));
    expect(table).toHaveLength(1197);
  });

  test("with --overwrite replaces rows of earlier imports, but none of its own", async () => {
    await stage.put("LegacyUsersTable", { login: "ada@acme.example", hash: "old", disabled: true });
    const users = write("users.csv", "login,hash", `ada@acme.example,${HASH}`, `ada@acme.example,${HASH}`);
    expect((await stage.run("legacy:import", users, "--overwrite")).out.split("\n").slice(0, 2)).toEqual([
      into("1 of 2"),
      "Replaced rows of earlier imports: 1.",
    ]);
    expect(errorsOf("users.csv")).toEqual([{ line: 3, reason: "the login is that of line 2" }]);
    expect(await imported()).toEqual([{ login: "ada@acme.example", hash: HASH }]);
  });

  test("with --dry-run finds the same mistakes, and asks nothing of DynamoDB", async () => {
    const rows = [...ROWS, ROWS[5] ?? "", "ada@acme.example,nothing,1"];
    const users = write("users.csv", "login,hash,legacyId", ...rows);
    await stage.stop();
    expect(await stage.run("legacy:import", users, "--dry-run")).toEqual({
      code: 1,
      out: [
        "1200 of 1202 rows can be imported. Nothing was written, and no table was read.",
        `Malformed: 1. With the login of an earlier line: 1. See ${file("users.csv.errors.jsonl")}`,
      ].join("\n"),
      err: "",
    });
    expect(errorsOf("users.csv")).toEqual([
      { line: 1203, reason: "the hash is not supported: of no shape that is known" },
      { line: 1202, reason: "the login is that of line 7" },
    ]);
    expect(existsSync(file("users.csv.checkpoint"))).toBe(false);
    stage = await startLocalStage();
  });

  test("with --dry-run counts only what was read, where the end of a row cannot be told", async () => {
    const costly = HASH.replace("$04$", "$14$");
    const rows = [
      `ada@acme.example,${costly}`,
      `ada@acme.example,${costly}`,
      "bea@acme.example,",
      "BEA@acme.example,",
      `eve@acme.example,"${HASH}`,
      `fay@acme.example,${HASH}`,
    ];
    expect(
      (await stage.run("legacy:import", write("users.csv", "login,hash", ...rows), "--dry-run")).out,
    ).toBe(
      [
        "2 of 5 rows can be imported. Nothing was written, and no table was read.",
        "Nothing after line 6 could be read or counted.",
        "Without a hash: 1. These people can move over by a password reset only.",
        "Too costly to be checked: 1. These people cannot sign in until legacyPasswords.ceilings is raised: " +
          "bcryptCost (now 13, at most 15)",
        `Malformed: 1. With the login of an earlier line: 2. See ${file("users.csv.errors.jsonl")}`,
      ].join("\n"),
    );
    const errors = errorsOf("users.csv");
    expect(errors).toHaveLength(3);
    expect(errors).toEqual(
      expect.arrayContaining([
        { line: 6, reason: expect.stringMatching(/^it has no end/) },
        { line: 3, reason: "the login is that of line 2" },
        { line: 5, reason: "the login is that of line 4" },
      ]),
    );
  });

  test("says every few seconds how far it is", async () => {
    let asked = 0;
    Object.defineProperty(stage, "now", {
      get() {
        asked += 1;
        return new Date(asked * 3_000);
      },
    });
    const { err } = await stage.run(
      "legacy:import",
      write("users.csv", "login,hash,legacyId", ...ROWS),
      "--dry-run",
    );
    expect(err).toBe("Line 1001: 1000 imported, 0 not imported.");
  });

  test("stops where the end of a row cannot be told, and goes on once that is corrected", async () => {
    const rows = Array.from({ length: 1200 }, (_, index) => `user${index}@acme.example,${HASH},${index}`);
    rows[1] = "nobody,x,x";
    const broken = rows.with(1100, `user1100@acme.example,${HASH},"1100`);
    const users = write("users.csv", "login,hash,legacyId", ...broken);
    const { code, out } = await stage.run("legacy:import", users);
    expect([code, out.split("\n")]).toEqual([
      1,
      [
        into("1099 of 1101"),
        "Nothing after line 1102 could be read or counted.",
        failed("users.csv", { malformed: 2 }),
        "Correct line 1102 but no line before it, then continue with --resume.",
      ],
    ]);
    const nobody = { line: 3, reason: "the login is not an e-mail address in ASCII" };
    expect(errorsOf("users.csv")).toEqual([
      nobody,
      { line: 1102, reason: expect.stringMatching(/^it has no end/) },
    ]);
    expect(await stage.all("LegacyUsersTable")).toHaveLength(1099);
    write("users.csv", "login,hash,legacyId", ...rows);
    expect(await stage.run("legacy:import", users)).toEqual({
      code: 1,
      out: "",
      err: `An import of this file was interrupted. Continue with --resume, or delete ${users}.checkpoint to start again.`,
    });
    expect((await stage.run("legacy:import", users, "--resume")).out.split("\n")[0]).toBe(
      into("1199 of 1200"),
    );
    expect(errorsOf("users.csv")).toEqual([nobody]);
    expect(await stage.all("LegacyUsersTable")).toHaveLength(1199);
  });

  test("goes on with a short file as with a long one, and keeps what there is to say", async () => {
    const costly = `ada@acme.example,${HASH.replace("$04$", "$14$")}`;
    const users = write("users.csv", "login,hash", costly, `bea@acme.example,"${HASH}`);
    await stage.run("legacy:import", users);
    write("users.csv", "login,hash", costly, `bea@acme.example,${HASH}`, "eve@acme.example,");
    expect((await stage.run("legacy:import", users, "--resume")).out.split("\n")).toEqual([
      into("3 of 3"),
      "Without a hash: 1. These people can move over by a password reset only.",
      expect.stringMatching(/^Too costly to be checked: 1\. .*: bcryptCost /),
    ]);
    expect((await imported()).map(({ login }) => login)).toEqual([
      "ada@acme.example",
      "bea@acme.example",
      "eve@acme.example",
    ]);
    expect(existsSync(`${users}.checkpoint`)).toBe(false);
  });

  test("resumes only what was ended, with the same options and the same file", async () => {
    const users = write("users.csv", "login,hash", `ada@acme.example,${HASH}`, `bea@acme.example,"${HASH}`);
    expect((await stage.run("legacy:import", users, "--resume")).err).toBe(
      `There is no ${users}.checkpoint: no import of this file ended between its first row and its last. ` +
        "Begin without --resume.",
    );
    await stage.run("legacy:import", users);
    expect((await stage.run("legacy:import", users, "--dry-run")).err).toMatch(
      /^An import of this file was interrupted\. .* a dry run would spoil its error file/,
    );
    const other = expect.stringMatching(
      /checkpoint is from an import into another table, with other options, or of a file with a different beginning\./,
    );
    expect((await stage.run("legacy:import", users, "--resume", "--overwrite")).err).toEqual(other);
    write("users.csv", "login,hash", `eve@acme.example,${HASH}`);
    expect((await stage.run("legacy:import", users, "--resume")).err).toEqual(other);
  });

  test("waits while the table asks for patience, and tells a row that it wrote without hearing so from a duplicate", async () => {
    // Each row is throttled five times, and then the answer is lost.
    const impatient = await startBetween(stage.endpoint, (time) =>
      time <= 5 ? "throttle" : time === 6 ? "lose" : "answer",
    );
    const users = write("users.csv", "login,hash", `ada@acme.example,${HASH}`, `bea@acme.example,${HASH}`);
    const { code, out } = await stage
      .run("legacy:import", users, "--endpoint", impatient.endpoint)
      .finally(impatient.stop);
    expect([code, out]).toEqual([0, into("2 of 2")]);
    expect([...impatient.times.values()]).toEqual([7, 7]);
    expect((await imported()).map(({ login }) => login)).toEqual(["ada@acme.example", "bea@acme.example"]);
  });

  test("keeps the first of two rows with one login, also when its request takes longer", async () => {
    const slow = await startBetween(stage.endpoint, (time) => (time === 1 ? "linger" : "answer"));
    const users = write(
      "users.csv",
      "login,hash,legacyId",
      `ada@acme.example,${HASH},1`,
      `ada@acme.example,${HASH},2`,
    );
    await stage.run("legacy:import", users, "--endpoint", slow.endpoint).finally(slow.stop);
    expect((await imported()).map(({ legacyId }) => legacyId)).toEqual(["1"]);
    expect(errorsOf("users.csv")).toEqual([{ line: 3, reason: "the login is that of line 2" }]);
  });

  test.each([
    [["users.csv", "--map", "email=login"], "--map takes <field>=<column>,... with the fields "],
    [["users.csv", "--map", "login=a,login=b"], "--map names login twice"],
    [["users.csv", "--delimiter", ";;"], "--delimiter takes one character, or the word tab"],
    [["users.csv", "--scheme", "rot13"], "--scheme takes a scheme that the migration knows, or a template"],
    [["users.csv", "--resume", "--dry-run"], "--resume needs a file, and does not go with --dry-run"],
    [
      ["users.csv", "--errors", "./users.csv"],
      "--errors names the file to import; the error file must be another one",
    ],
    [["-", "--resume"], "--resume needs a file, and does not go with --dry-run"],
    [[], "Missing: <file>"],
  ])("does not understand %j", async (words, complaint) => {
    const { code, err } = await stage.run("legacy:import", ...words);
    expect([code, err.split("\n")[0]]).toEqual([64, expect.stringContaining(complaint)]);
  });

  test.each([
    ["", "FILE is empty."],
    [Buffer.from("\ufefflogin,hash\n", "utf16le"), "FILE is UTF-16. Save it as UTF-8."],
    [
      `ada@acme.example;${HASH}\nbea@acme.example;${HASH}\n`,
      /^The first line of the file names no column login and no column hash\. Use --map/,
    ],
    ["login;hash\n", /^The first line of the file names no column login and no column hash\. Use --map/],
    ["login,hash,hash\n", "The line with the column names cannot be read: two columns have the same name."],
    [
      `login,"hash\nada@acme.example,${HASH}\n`,
      /^The line with the column names cannot be read: it has no end/,
    ],
    [
      'lo"gin,hash\nlogin,hash\n',
      /^The line with the column names cannot be read: there is a quotation mark/,
    ],
    ["\n\r\n", "The file has nothing but empty lines."],
    [
      `[\n{"login":"ada@acme.example","hash":"${HASH}"}]`,
      "FILE is a JSON array. Write one object a line, for instance with: jq -c '.[]'",
    ],
  ])("refuses a file that cannot be read, without a word of what is in it", async (content, complaint) => {
    writeFileSync(file("users.csv"), content);
    const { code, out, err } = await stage.run("legacy:import", file("users.csv"));
    expect([code, out]).toEqual([1, ""]);
    expect(err.replace(file("users.csv"), "FILE")).toEqual(
      typeof complaint === "string" ? complaint : expect.stringMatching(complaint),
    );
    expect(existsSync(file("users.csv.checkpoint"))).toBe(false);
  });

  test("refuses a file that is not there, and what it cannot write", async () => {
    expect((await stage.run("legacy:import", file("nobody.csv"))).err).toBe(
      `${file("nobody.csv")} cannot be read (ENOENT).`,
    );
    expect((await stage.run("legacy:import", folder)).err).toBe(`${folder} cannot be read (EISDIR).`);
    const users = write("users.csv", "login,hash", `ada@acme.example,${HASH}`);
    expect((await stage.run("legacy:import", users, "--errors", folder)).err).toBe(
      `${folder} cannot be written (EISDIR).`,
    );
    expect((await stage.run("legacy:import", users, "--parameters", users)).err).toBe(
      `${users} is not a JSON object.`,
    );
    mkdirSync(`${users}.checkpoint.new`);
    expect((await stage.run("legacy:import", users)).err).toBe(
      `${users}.checkpoint cannot be written (EISDIR).`,
    );
    expect(await stage.all("LegacyUsersTable")).toEqual([]);
  });
});

type Treatment = "answer" | "throttle" | "lose" | "linger";

/** Stands before a DynamoDB, and treats the first and every further write of a login as it is told. */
async function startBetween(endpoint: string, treatmentOf: (time: number) => Treatment) {
  const times = new Map<string, number>();
  const server = await startProxy(endpoint, async ({ incoming, outgoing, body, ask, pass }) => {
    const login: string | undefined = JSON.parse(body.toString()).Item?.login?.S;
    if (login !== undefined) times.set(login, (times.get(login) ?? 0) + 1);
    const treatment = login === undefined ? "answer" : treatmentOf(times.get(login) ?? 0);
    if (treatment === "throttle") return answerError(outgoing, "ProvisionedThroughputExceededException");
    if (treatment === "linger") await setTimeout(300);
    if (treatment !== "lose") return pass();
    (await ask()).resume().once("end", () => incoming.socket.destroy());
  });
  return { ...server, times };
}
