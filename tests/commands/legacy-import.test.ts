import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, request } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout } from "node:timers/promises";
import bcryptjs from "bcryptjs";
import { judgeLegacyPassword, readLegacyPasswords } from "../../functions/user-migration/legacy-passwords";
import { legacyUsersTable } from "../../shared/legacy-users/sources/dynamodb";
import { type LocalStage, nameOf, startLocalStage } from "./local-stage";

const PASSWORD = "correct horse battery";
const HASH = bcryptjs.hashSync(PASSWORD, 4);
const MD5 = "5f4dcc3b5aa765d61d8327deb882cf99";

// The framework takes its time to read serverless.yml.
jest.setTimeout(60_000);

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

const into = (rows: string) => `${rows} rows are imported into ${nameOf("LegacyUsersTable")}.`;

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
      judgeLegacyPassword(password, stored, readLegacyPasswords({}), {});
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
      out: `${into("1 of 1")}\nColumns that are no field, and were left out: created_at`,
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
      { line: 2, reason: "disabled is neither true, 1 or yes, nor false, 0 or no" },
      { line: 3, reason: "attributes.name is not a text" },
    ]);
  });

  test.each([
    [{ login: "ada" }, "the login is not an e-mail address in ASCII"],
    [{ login: "ädä@acme.example" }, "the login is not an e-mail address in ASCII"],
    [{ hash: "Geheim-42" }, "the hash does not say of which scheme it is, and none is given"],
    [{ hash: MD5, scheme: "Geheim-42" }, "the scheme is not known"],
    [{ hash: HASH.slice(0, -1), scheme: "bcrypt" }, "the hash, or a parameter of it, is not one of bcrypt"],
    [{ hash: MD5, scheme: "vbulletin" }, "the hash, or a parameter of it, is not one of vbulletin"],
    [{ hash: "{noop}Geheim-42" }, "plaintext is not switched on by legacyPasswords.allow"],
    [{ emailVerified: "t" }, "emailVerified is neither true, 1 or yes, nor false, 0 or no"],
    [{ disabled: "" }, "disabled is neither true, 1 or yes, nor false, 0 or no"],
    [{ disabled: false, enabled: true }, "there is both disabled and enabled"],
    [{ tenantId: "Acme Inc" }, "the tenantId is not an id of tenants"],
    [
      { tenantId: "acme", role: "Geheim-42" },
      "the role is not one of ours, or there is no tenantId beside it",
    ],
    [{ role: "admin" }, "the role is not one of ours, or there is no tenantId beside it"],
    [{ legacyId: "1".repeat(257) }, "the legacyId is longer than 256 characters or has a NUL in it"],
    [{ salt: 4711 }, "salt is not a text"],
    [
      { attributes: { name: "x".repeat(2049) } },
      "the pool does not take the attribute name, or not this value of it",
    ],
    [
      { attributes: { college: "Balliol" } },
      "the pool does not take the attribute college, or not this value of it",
    ],
    [
      { attributes: { "Geheim 42@acme.example": "x" } },
      "the pool does not take the attribute with this name, or not this value of it",
    ],
  ])("refuses a row (%#) and quotes nothing of it", async (changes, reason) => {
    const row = { login: "ada@acme.example", hash: HASH, legacyId: "4711", ...changes };
    const { code, out, err } = await stage.run("legacy:import", write("users.jsonl", JSON.stringify(row)));
    expect([code, err]).toEqual([1, ""]);
    expect(out).toBe(
      [
        into("0 of 1"),
        "1 are malformed, 0 have the login of an earlier line, and of 0 the login is in the table already: " +
          `see ${file("users.jsonl.errors.jsonl")}`,
      ].join("\n"),
    );
    expect(errorsOf("users.jsonl")).toEqual([{ line: 1, reason }]);
    expect(await imported()).toEqual([]);
  });

  test("takes people without a hash, so that nobody takes their address", async () => {
    const users = write("users.csv", "login,hash", "ada@acme.example,", `bea@acme.example,${HASH}`);
    expect((await stage.run("legacy:import", users)).out.split("\n")).toEqual([
      into("2 of 2"),
      "1 of them have no hash: only a forgotten password brings these people over.",
    ]);
    expect((await imported())[0]).toEqual({ login: "ada@acme.example" });
  });

  test("takes what the stage's legacyPasswords and the secret's parameters make readable", async () => {
    const legacyPasswords = { allow: ["plaintext"], ceilings: { bcryptCost: 4 } };
    stage.parameters = async () => ({ legacyPasswords: JSON.stringify(legacyPasswords) });
    const users = write(
      "users.jsonl",
      JSON.stringify({ login: "ada@acme.example", hash: "{noop}secret" }),
      JSON.stringify({ login: "bea@acme.example", hash: MD5, scheme: "prestashop" }),
      JSON.stringify({ login: "eve@acme.example", hash: HASH.replace("$04$", "$14$") }),
    );
    const secret = write("secret.json", JSON.stringify({ pepper: "black" }));
    expect((await stage.run("legacy:import", users, "--parameters", secret)).out).toBe(into("3 of 3"));
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
      [
        into("1196 of 1200"),
        "0 are malformed, 3 have the login of an earlier line, and of 1 the login is in the table already: " +
          `see ${file("users.csv.errors.jsonl")}`,
      ],
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
      "1 of them took the place of a row of an earlier import.",
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
        "1 are malformed, 1 have the login of an earlier line, and of 0 the login is in the table already: " +
          `see ${file("users.csv.errors.jsonl")}`,
      ].join("\n"),
      err: "",
    });
    expect(errorsOf("users.csv")).toEqual([
      { line: 1203, reason: "the hash does not say of which scheme it is, and none is given" },
      { line: 1202, reason: "the login is that of line 7" },
    ]);
    expect(existsSync(file("users.csv.checkpoint"))).toBe(false);
    stage = await startLocalStage();
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
    expect(err).toBe("Line 1001: 1000 imported, 0 not.");
  });

  test("stops where the end of a row cannot be told, and goes on once that is corrected", async () => {
    // Longer than what the checkpoint remembers of the file.
    const rows = Array.from({ length: 1200 }, (_, index) => `user${index}@acme.example,${HASH},${index}`);
    rows[1] = "nobody,x,x";
    const broken = rows.with(1100, `user1100@acme.example,${HASH},"1100`);
    const users = write("users.csv", "login,hash,legacyId", ...broken);
    const { code, out } = await stage.run("legacy:import", users);
    expect([code, out.split("\n").slice(2)]).toEqual([
      1,
      ["Nothing was read after the last line in there.", "Correct it, and go on with --resume."],
    ]);
    const nobody = { line: 3, reason: "the login is not an e-mail address in ASCII" };
    expect(errorsOf("users.csv")).toEqual([
      nobody,
      { line: 1102, reason: expect.stringMatching(/^its end cannot be told/) },
    ]);
    expect(await stage.all("LegacyUsersTable")).toHaveLength(1099);
    write("users.csv", "login,hash,legacyId", ...rows);
    expect(await stage.run("legacy:import", users)).toEqual({
      code: 1,
      out: "",
      err: `An import of this file was ended before its time. Go on with --resume, or delete ${users}.checkpoint to begin anew.`,
    });
    expect((await stage.run("legacy:import", users, "--resume")).out.split("\n")[0]).toBe(
      into("1199 of 1200"),
    );
    expect(errorsOf("users.csv")).toEqual([nobody]);
    expect(await stage.all("LegacyUsersTable")).toHaveLength(1199);
  });

  test("resumes only what was ended, with the same options and the same file", async () => {
    const users = write("users.csv", "login,hash", `ada@acme.example,${HASH}`, `bea@acme.example,"${HASH}`);
    expect((await stage.run("legacy:import", users, "--resume")).err).toBe(
      `There is no ${users}.checkpoint: no import of this file was ended before its time.`,
    );
    await stage.run("legacy:import", users);
    const other = expect.stringMatching(
      /checkpoint is of an import into another table, with other options, or of a file that began otherwise\./,
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
    [["users.csv", "--resume", "--dry-run"], "--resume is for an import of a file, without --dry-run"],
    [["-", "--resume"], "--resume is for an import of a file, without --dry-run"],
    [[], "This is missing: <file>"],
  ])("does not understand %j", async (words, complaint) => {
    const { code, err } = await stage.run("legacy:import", ...words);
    expect([code, err.split("\n")[0]]).toEqual([2, expect.stringContaining(complaint)]);
  });

  test.each([
    ["", "FILE is empty."],
    [Buffer.from("\ufefflogin,hash\n", "utf16le"), "FILE is written in UTF-16. Save it in UTF-8."],
    [
      `ada@acme.example;${HASH}\nbea@acme.example;${HASH}\n`,
      /^The first line of the file names no column login and no column hash\. Say/,
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
      `${users} is not an object in JSON.`,
    );
  });
});

type Treatment = "answer" | "throttle" | "lose" | "linger";

/** Stands before a DynamoDB, and treats the first and every further write of a login as it is told. */
async function startBetween(endpoint: string, treatmentOf: (time: number) => Treatment) {
  const times = new Map<string, number>();
  const server = createServer(async (incoming, outgoing) => {
    const body = Buffer.concat(await incoming.toArray());
    const login: string | undefined = JSON.parse(body.toString()).Item?.login?.S;
    if (login !== undefined) times.set(login, (times.get(login) ?? 0) + 1);
    const treatment = login === undefined ? "answer" : treatmentOf(times.get(login) ?? 0);
    if (treatment === "throttle") {
      outgoing.writeHead(400, { "content-type": "application/x-amz-json-1.0" });
      const __type = "com.amazonaws.dynamodb.v20120810#ProvisionedThroughputExceededException";
      outgoing.end(JSON.stringify({ __type, message: "slowly" }));
      return;
    }
    if (treatment === "linger") await setTimeout(300);
    const { method, url, headers } = incoming;
    const forwarded = request(endpoint, { method, path: url, headers }, (answer) => {
      if (treatment === "lose") answer.resume().once("end", () => incoming.socket.destroy());
      else answer.pipe(outgoing.writeHead(answer.statusCode ?? 500, answer.headers));
    });
    forwarded.end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    times,
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
