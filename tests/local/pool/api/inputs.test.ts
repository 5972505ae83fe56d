import * as sdk from "@aws-sdk/client-cognito-identity-provider";
import type { Members, Shape } from "../../../../local/pool/api/input/shapes";
import { OPERATIONS } from "../../../../local/pool/api/operations";
import { startPool, type TestPool } from "../test-pool";

let testPool: TestPool;
beforeAll(async () => {
  testPool = await startPool();
});
afterAll(() => testPool.stop());

type Json = Readonly<Record<string, unknown>>;

async function call(operation: string, input: Json) {
  const response = await fetch(testPool.endpoint, {
    method: "POST",
    headers: {
      "x-amz-target": `AWSCognitoIdentityProviderService.${operation}`,
      authorization: "AWS4-HMAC-SHA256 Credential=any",
    },
    body: JSON.stringify(input),
  });
  return (await response.json()) as { __type?: string; message?: string };
}

/** Texts of which each pattern of the API takes one. */
const TEXTS = ["a", "aa", "1", "a_1", "arn:aws:iam::123456789012:role/greeter", "tkn"];

function validText({ shortest = 1, longest = 131_072, pattern = ".*" }: Shape & { kind: "text" }): string {
  const lengthened = TEXTS.map((text) => text.padEnd(shortest, text.slice(-1)));
  const found = lengthened.find(
    (text) => text.length <= longest && new RegExp(`^(?:${pattern})$`, "u").test(text),
  );
  if (found === undefined) throw new Error(`no text for ${pattern}`);
  return found;
}

function valid(shape: Shape): unknown {
  switch (shape.kind) {
    case "text":
      return validText(shape);
    case "word":
      return shape.words[0];
    case "whole":
      return shape.least;
    case "flag":
      return true;
    case "map":
      return { name: "value" };
    case "document":
      return {};
    case "list":
      return [valid(shape.of)];
    case "part":
      return minimal(shape.members);
  }
}

/** A text that a pattern does not take: of spaces, or of a control character where spaces may be. */
function unlike(pattern: string, length: number): string {
  const texts = [" ", "\0"].map((character) => character.repeat(Math.max(length, 1)));
  const found = texts.find((text) => !new RegExp(`^(?:${pattern})$`, "u").test(text));
  if (found === undefined) throw new Error(`every text is like ${pattern}`);
  return found;
}

/** A request with what is required, and nothing else. */
const minimal = (members: Members): Json =>
  Object.fromEntries(
    Object.entries(members).flatMap(([name, shape]) => (shape.required ? [[name, valid(shape)]] : [])),
  );

interface Violation {
  /** Where the complaint says that it is. */
  readonly place: string;
  readonly value: unknown;
  /** What the complaint says. */
  readonly words: string;
}

/** One for every rule of a member. */
function violationsOf(shape: Shape, place: string): Violation[] {
  switch (shape.kind) {
    case "text": {
      const { shortest = 0, longest, pattern } = shape;
      const violation = (value: string, words: string) => ({ place, value, words });
      return [
        ...(shortest > 0 ? [violation("a".repeat(shortest - 1), "have length greater")] : []),
        ...(longest === undefined ? [] : [violation("a".repeat(longest + 1), "have length less")]),
        ...(pattern === undefined ? [] : [violation(unlike(pattern, shortest), "regular expression")]),
      ];
    }
    case "word":
      return [{ place, value: "ANOTHER_WORD", words: "enum value set" }];
    case "whole": {
      const { least, most } = shape;
      return [
        { place, value: least - 1, words: "have value greater" },
        { place, value: most + 1, words: "have value less" },
      ];
    }
    case "flag":
    case "document":
      return [];
    case "map":
      return [
        { place, value: { name: "a".repeat(131_073) }, words: "Map value must satisfy" },
        { place, value: { ["a".repeat(131_073)]: "value" }, words: "Map keys must satisfy" },
      ];
    case "list": {
      const { of, longest } = shape;
      const entries = of.kind === "text" || of.kind === "word" ? place : `${place}.1.member`;
      const values = longest === undefined ? [] : new Array(longest + 1).fill(valid(of));
      return [
        ...(longest === undefined ? [] : [{ place, value: values, words: "have length less" }]),
        ...violationsOf(of, entries).map((violation) => ({ ...violation, value: [violation.value] })),
      ];
    }
    case "part":
      return violationsOfMembers(shape.members, `${place}.`).map(({ place: at, words, value }) => ({
        place: at,
        words,
        value,
      }));
  }
}

/** Each makes of a valid structure one that is valid but for one member. */
function violationsOfMembers(members: Members, prefix = ""): Violation[] {
  return Object.entries(members).flatMap(([name, shape]) => {
    const place = prefix + name.charAt(0).toLowerCase() + name.slice(1);
    const within = (value: unknown) => ({ ...minimal(members), [name]: value });
    return [
      ...(shape.required ? [{ place, value: within(null), words: "Member must not be null" }] : []),
      ...violationsOf(shape, place).map((violation) => ({ ...violation, value: within(violation.value) })),
    ];
  });
}

const DECLARED = [...OPERATIONS].map(([name, { input }]) => [name, input] as const);

test.each(DECLARED)("%s refuses each violation, by the member's name", async (operation, input) => {
  const violations = violationsOfMembers(input);
  const answers = await Promise.all(violations.map(({ value }) => call(operation, value as Json)));
  expect(answers).toEqual(
    violations.map(({ place, words }) => ({
      __type: "InvalidParameterException",
      message: expect.stringMatching(
        new RegExp(
          `validation errors? detected: .*at '${place}' failed to satisfy constraint: .*${words}`,
          "s",
        ),
      ),
    })),
  );
});

test.each(DECLARED)(
  "%s reads a request with what is required, and with members that nobody knows",
  async (operation, input) => {
    const { __type, message = "" } = await call(operation, { ...minimal(input), Unknown: { of: "us" } });
    expect(message).not.toContain("validation error");
    expect(["SerializationException", "InternalErrorException"]).not.toContain(__type);
  },
);

test.each(DECLARED)(
  "%s has the members of the service's model, and requires the same",
  (operation, input) => {
    // A structure of the SDK's model: the names of its members, and how many of them are required, which come first.
    const model = (sdk as Json)[`${operation}Request$`] as readonly unknown[];
    const [members, requiredCount = 0] = [model[4] as string[], model[6] as number | undefined];
    expect(Object.keys(input).sort()).toEqual([...members].sort());
    const requiredHere = Object.keys(input).filter((name) => input[name]?.required);
    expect(requiredHere.sort()).toEqual(members.slice(0, requiredCount).sort());
  },
);

test("all that is wrong is told at once, in the service's words", async () => {
  expect(await call("AdminGetUser", { UserPoolId: "no pool" })).toEqual({
    __type: "InvalidParameterException",
    message:
      "2 validation errors detected: " +
      "Value 'no pool' at 'userPoolId' failed to satisfy constraint: " +
      "Member must satisfy regular expression pattern: [\\w-]+_[0-9a-zA-Z]+; " +
      "Value at 'username' failed to satisfy constraint: Member must not be null",
  });
  expect(await call("ListUserPools", {})).toEqual({
    __type: "InvalidParameterException",
    message:
      "1 validation error detected: Value null at 'maxResults' failed to satisfy constraint: Member must not be null",
  });
});

test.each<[string, Json]>([
  ["SignUp", { Password: " hidden", SecretHash: "hidden hidden", Username: "hidden hidden" }],
  ["SignUp", { UserAttributes: [{ Name: "email", Value: `hidden${"a".repeat(2_048)}` }] }],
  ["ConfirmSignUp", { ConfirmationCode: "hidden hidden" }],
  ["GetUser", { AccessToken: "hidden hidden" }],
  ["RespondToAuthChallenge", { Session: "hidden", ChallengeResponses: { hidden: "a".repeat(131_073) } }],
  ["CreateUserPoolClient", { ClientSecret: "hidden" }],
])("no complaint about %s shows a secret", async (operation, input) => {
  const { message } = await call(operation, input);
  expect(message).toContain("validation error");
  expect(message).not.toContain("hidden");
});

test.each<[string, unknown, string]>([
  ["Username", 7, "username is not a string"],
  ["UserAttributes", { Name: "email" }, "userAttributes is not a list"],
  ["UserAttributes", ["email"], "userAttributes.1.member is not a structure"],
  ["ClientMetadata", { count: 1 }, "clientMetadata is not a map of strings"],
])("%s of %j cannot be read", async (name, value, message) => {
  const input = { ClientId: "web", Username: "ada", Password: "Correct-Horse-7", [name]: value };
  expect(await call("SignUp", input)).toEqual({ __type: "SerializationException", message });
});

test("a value of any length and of any characters is refused like another", async () => {
  const { message = "" } = await call("DescribeUserPool", { UserPoolId: `\ud800${"é".repeat(400_000)}` });
  expect(message).toMatch(/^1 validation error detected: Value '\ud800éé/);
  expect(message.length).toBeLessThan(1_000);
});
