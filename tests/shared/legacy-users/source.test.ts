import { readLegacyPasswords } from "../../../functions/user-migration/legacy-passwords";
import { documentClient } from "../../../shared/aws/dynamodb";
import { openSecret, type Secret } from "../../../shared/aws/secret";
import { openLegacySource } from "../../../shared/legacy-users/source";
import { USUAL_CEILINGS } from "../../../shared/passwords";
import { describeError } from "../../../shared/runtime/log";
import { Settings } from "../../../shared/runtime/settings";
import { openSource, patient, SECRET, startSecret } from "../../harness/legacy-source";
import { startTables } from "../../harness/tables";

const SQL = { kind: "postgresql", secret: SECRET, table: "users", columns: { login: "email", hash: "hash" } };

describe("what all hashes have in common", () => {
  test.each([
    ["Secrets Manager", SECRET, "secrets-manager" as const],
    ["Parameter Store", `ssm:/${SECRET}`, "parameter-store" as const],
  ])("is read from %s", async (_, reference, secrets) => {
    const secret = await startSecret({ passwords: { pepper: "black" } }, reference.replace(/^ssm:/, ""));
    try {
      const source = openSource({ ...SQL, secret: reference }, { secret, secrets });
      expect(await source.hashParameters(patient())).toEqual({ pepper: "black" });
    } finally {
      await secret.stop();
    }
  });

  test("is read anew once it has been no object", async () => {
    const secret = await startSecret({ passwords: "black" });
    try {
      const source = openSource(SQL, { secret });
      await expect(source.hashParameters(patient())).rejects.toThrow(
        `passwords of the secret ${SECRET} is not an object`,
      );
      secret.change({ passwords: { pepper: "black" } });
      expect(await source.hashParameters(patient())).toEqual({ pepper: "black" });
    } finally {
      await secret.stop();
    }
  });

  test("is a fault for every login, where it is one", async () => {
    const [tables, secret] = await Promise.all([startTables(), startSecret({ passwords: "black" })]);
    try {
      await tables.put("LegacyUsersTable", { login: "blaise@legacy.example", hash: "h" });
      const { users } = openSource({ kind: "dynamodb", secret: SECRET }, { secret, tables: tables.client });
      const logins = ["blaise@legacy.example", "nobody@legacy.example"];
      for (const login of logins)
        await expect(users.findByLogin(login, patient())).rejects.toThrow("is not an object");
      secret.change({ passwords: { pepper: "black" } });
      const found = await Promise.all(logins.map((login) => users.findByLogin(login, patient())));
      expect(found).toEqual([expect.objectContaining({ disabled: false }), undefined]);
    } finally {
      await Promise.all([tables.stop(), secret.stop()]);
    }
  });

  test("is nothing where there is no secret, or none in it", async () => {
    expect(await openSource({ kind: "dynamodb" }, {}).hashParameters(patient())).toEqual({});
    const secret = await startSecret({});
    try {
      expect(await openSource(SQL, { secret }).hashParameters(patient())).toEqual({});
    } finally {
      await secret.stop();
    }
  });
});

const valuesOf = (secret: Secret) => secret.read((values) => values, patient());

describe("a secret", () => {
  const SECRET_TEXT = '{"token": "a-token"';

  test("is asked for once, until it is forgotten", async () => {
    const texts = ['{"token":"one"}', '{"token":"other"}'];
    const secret = openSecret(SECRET, async () => texts.shift());
    expect(await Promise.all([valuesOf(secret), valuesOf(secret)])).toEqual([
      { token: "one" },
      { token: "one" },
    ]);
    secret.forget();
    expect(await valuesOf(secret)).toEqual({ token: "other" });
  });

  test("of which one reader can make nothing is asked for again by the next one", async () => {
    const texts = ['{"passwords":7}', '{"passwords":8}', '{"passwords":9}'];
    const secret = openSecret(SECRET, async () => texts.shift());
    const refuse = () => {
      throw new Error("nothing");
    };
    expect(await valuesOf(secret)).toEqual({ passwords: 7 });
    await expect(secret.read(refuse, patient())).rejects.toThrow("nothing");
    expect(await valuesOf(secret)).toEqual({ passwords: 8 });
    expect(await valuesOf(secret)).toEqual({ passwords: 8 });
  });

  test.each([undefined, SECRET_TEXT, "[]", '"text"'])(
    "that is no object is a fault without its text: %j",
    async (text) => {
      const fault = await valuesOf(openSecret(SECRET, async () => text)).catch((error) => error);
      expect(fault.message).toBe(`the secret ${SECRET} is not an object as JSON`);
      expect(JSON.stringify(describeError(fault))).not.toContain("a-token");
    },
  );

  test("that cannot be read is a fault that names it, and is asked for again", async () => {
    const secret = await startSecret({});
    try {
      const source = openSource({ ...SQL, secret: "test/other" }, { secret });
      const fault = await source.hashParameters(patient()).catch((error) => error);
      expect(describeError(fault)).toMatchObject({
        message: "the secret test/other cannot be read",
        cause: { name: "ResourceNotFoundException" },
      });
    } finally {
      await secret.stop();
    }
    const answers = [Promise.reject(new Error("down")), Promise.resolve("{}")];
    const flaky = openSecret(SECRET, async () => answers.shift());
    await expect(valuesOf(flaky)).rejects.toThrow("cannot be read");
    expect(await valuesOf(flaky)).toEqual({});
  });
});

test("a bundle opens only the source that it was packaged for", () => {
  expect(() => openSource(SQL, { secrets: "none" })).toThrow(
    "LEGACY_SOURCE names a secret, and this bundle reads none",
  );
  Object.assign(globalThis, { PACKAGED_SOURCE: "mysql" });
  const settings = new Settings({ LEGACY_SOURCE: JSON.stringify({ kind: "dynamodb" }) });
  expect(() => openLegacySource({ settings, tables: documentClient() })).toThrow(
    "LEGACY_SOURCE has the kind dynamodb, but this bundle was built for mysql",
  );
});

test("a mistake in the parameter is a fault that says what is wrong", () => {
  expect(() => openSource({ ...SQL, table: "users; DROP" }, { secrets: "secrets-manager" })).toThrow(
    "LEGACY_SOURCE: table must be the name of a table or view",
  );
});

test.each<[unknown, string]>([
  [[], "[] is not valid; allowed: an object such as {scheme: bcrypt}"],
  [{ bcryptCost: 13 }, "has the unknown key bcryptCost"],
  [{ scheme: "" }, "scheme must be the name of a scheme, or a template"],
  [{ allow: ["bcrypt"] }, "allow must be a list of reversible schemes"],
  [{ ceilings: { bcryptCost: 16 } }, "ceilings.bcryptCost must be a whole number from 1 to 15"],
  [{ ceilings: { cost: 1 } }, "ceilings has the unknown key cost"],
  [{ parameters: { pepper: null } }, "parameters must be an object of texts and numbers"],
])("legacyPasswords %j is refused with what is wrong", (written, message) => {
  expect(() => readLegacyPasswords(written)).toThrow(message);
});

test("a ceiling that a stage sets leaves the others as they are", () => {
  expect(readLegacyPasswords({ scheme: "wordpress" }).ceilings).toEqual(USUAL_CEILINGS);
  expect(readLegacyPasswords({ ceilings: { bcryptCost: 14 } }).ceilings).toEqual({
    ...USUAL_CEILINGS,
    bcryptCost: 14,
  });
});
