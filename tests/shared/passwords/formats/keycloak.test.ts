import { testEachDigest, testVerdicts } from "../hostile";
import { testVectors } from "../vectors";

const SALT = "c2l4dGVlbiBieXRlIHN0cg==";
const VALUE = "1J0+dxmnkrc6Q/8oGfPu2VvDXJ/6trWaLyCKLYvfiaE=";

const credential = (secret: object, data: object) =>
  JSON.stringify({
    type: "password",
    secretData: JSON.stringify({ salt: SALT, additionalParameters: {}, ...secret }),
    credentialData: JSON.stringify({
      hashIterations: 1000,
      algorithm: "pbkdf2-sha256",
      additionalParameters: {},
      ...data,
    }),
  });

const CHEAP = [
  [VALUE, "pbkdf2-sha256"],
  [
    "1J0+dxmnkrc6Q/8oGfPu2VvDXJ/6trWaLyCKLYvfiaHmbb+lrdbp5yG6zX0+hRPU+XVvZXQbyx72jgnCnUBZmg==",
    "pbkdf2-sha256",
  ],
  ["8f5kNNHaw/blf4kTyp0se7XAdGGHBZy5nvjpI2uq89VO5+dgHQ3391gFRqctNimtwOG8S7XI85LwSODBDY8/bA==", "pbkdf2"],
  [
    "iVbu9n5WCxQKXJ7ZBsUJGChI2e68scBzmCYpkNNQ0kRJrX4BWE8nPkyyRlXEpPn3mrUMtyXY6fTwq2RCqvFZqQ==",
    "pbkdf2-sha512",
  ],
].map(([value = "", algorithm]) => ({
  password: "lètmein-Ω",
  hash: credential({ value }, { algorithm }),
  digest: value,
}));
testVectors("Keycloak with PBKDF2", CHEAP.slice(0, 1));
testEachDigest("Keycloak", CHEAP);

const ARGON2 = {
  hashLength: ["32"],
  memory: ["7168"],
  type: ["id"],
  version: ["1.3"],
  parallelism: ["1"],
};
const argon2 = (changes: object = {}, hashIterations: unknown = 5) =>
  credential(
    { value: "xKjWvB9+0sSP6wTqI1JoEI7w+iA0x9VDhPgmrOHRG80=", salt: "LRScGShC7shkdoU5B1UgUQ==" },
    { algorithm: "argon2", hashIterations, additionalParameters: { ...ARGON2, ...changes } },
  );
testVectors("Keycloak 26 with argon2", [{ password: "secret", hash: argon2(), slow: true }]);

testVectors("objects instead of their texts", [
  {
    password: "lètmein-Ω",
    hash: JSON.stringify({
      secretData: { value: VALUE, salt: SALT },
      credentialData: { hashIterations: 1000, algorithm: "pbkdf2-sha256" },
    }),
  },
]);

testVerdicts("unreadable", [
  "{}",
  "{",
  `${"[".repeat(2_000)}`,
  '{"credentialData":null,"secretData":null}',
  '{"credentialData":[],"secretData":[]}',
  '{"credentialData":"{}","secretData":"{}"}',
  '{"credentialData":"{","secretData":"{}"}',
  '{"credentialData":{"algorithm":{"toString":1}},"secretData":{"salt":[1]}}',
  credential({ value: VALUE }, { algorithm: "bcrypt" }),
  credential({ value: VALUE }, { algorithm: "constructor" }),
  credential({ value: VALUE }, { algorithm: "pbkdf2-sha512" }),
  credential({ value: VALUE }, { hashIterations: 0 }),
  credential({ value: VALUE }, { hashIterations: -1 }),
  credential({ value: VALUE }, { hashIterations: 1.5 }),
  credential({ value: VALUE }, { hashIterations: "1000" }),
  credential({ value: VALUE, salt: "" }, {}),
  credential({ value: VALUE, salt: 7 }, {}),
  credential({ value: VALUE.slice(0, -1) }, {}),
  credential({ value: "1J0+dxmnkrc6Q/8oGfPu2Q==" }, {}),
  credential({}, {}),
  argon2({ type: ["x"] }),
  argon2({ version: ["1.2"] }),
  argon2({ version: undefined }),
  argon2({ memory: ["-1"] }),
  argon2({ memory: ["7168", "1"] }),
  argon2({ memory: undefined }),
  argon2({ parallelism: ["0"] }),
  argon2({ hashLength: ["31"] }),
  argon2({}, 0),
]);
testVerdicts("too-costly", [
  credential({ value: VALUE }, { hashIterations: 4_000_001 }),
  argon2({ memory: ["4194304"] }),
  argon2({ parallelism: ["99"] }),
  argon2({}, 1_000_000),
]);
