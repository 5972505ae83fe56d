import { readLegacyPasswords } from "../../../functions/user-migration/legacy-passwords";
import { documentClient } from "../../../shared/aws/dynamodb";
import { openSecret } from "../../../shared/aws/secret";
import { openLegacySource } from "../../../shared/legacy-users/source";
import { describeError } from "../../../shared/log";
import { Settings } from "../../../shared/settings";
import { openSource, patient, SECRET, startSecret } from "../../legacy-source";

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

describe("a secret", () => {
  const SECRET_TEXT = '{"token": "a-token"';

  test("is asked for once, until it is forgotten", async () => {
    const texts = ['{"token":"one"}', '{"token":"other"}'];
    const secret = openSecret(SECRET, async () => texts.shift());
    expect(await Promise.all([secret.read(patient()), secret.read(patient())])).toEqual([
      { token: "one" },
      { token: "one" },
    ]);
    secret.forget();
    expect(await secret.read(patient())).toEqual({ token: "other" });
  });

  test.each([undefined, SECRET_TEXT, "[]", '"text"'])(
    "that is no object is a fault without its text: %j",
    async (text) => {
      const fault = await openSecret(SECRET, async () => text)
        .read(patient())
        .catch((error) => error);
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
    await expect(flaky.read(patient())).rejects.toThrow("cannot be read");
    expect(await flaky.read(patient())).toEqual({});
  });
});

test("a bundle opens only the source that it was packaged for", () => {
  expect(() => openSource(SQL, { secrets: "none" })).toThrow(
    "LEGACY_SOURCE names a secret, and this bundle reads none",
  );
  Object.assign(globalThis, { PACKAGED_SOURCE: "mysql" });
  const settings = new Settings({ LEGACY_SOURCE: JSON.stringify({ kind: "dynamodb" }) });
  expect(() => openLegacySource({ settings, tables: documentClient() })).toThrow(
    "LEGACY_SOURCE is of the kind dynamodb, and this bundle of mysql",
  );
});

test("a mistake in the parameter is a fault that says what is wrong", () => {
  expect(() => openSource({ ...SQL, table: "users; DROP" }, { secrets: "secrets-manager" })).toThrow(
    "LEGACY_SOURCE: table must be the name of a table or view",
  );
});

test.each<[unknown, string]>([
  [[], "must be an object"],
  [{ bcryptCost: 13 }, "has the unknown key bcryptCost"],
  [{ scheme: "rot13" }, "scheme is none that is known"],
  [{ allow: ["bcrypt"] }, "allow must be a list of reversible schemes"],
  [{ ceilings: { bcryptCost: 16 } }, "ceilings.bcryptCost must be a whole number from 1 to 15"],
  [{ ceilings: { cost: 1 } }, "ceilings has the unknown key cost"],
  [{ parameters: { pepper: null } }, "parameters must be an object of texts and numbers"],
])("legacyPasswords %j is a fault that says what is wrong", (written, message) => {
  expect(() => readLegacyPasswords(written)).toThrow(`LEGACY_PASSWORDS: ${message}`);
});
