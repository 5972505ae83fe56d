import { GREET, readSmall } from "./small-stack";

const TABLE = {
  Type: "AWS::DynamoDB::Table",
  Properties: {
    AttributeDefinitions: [{ AttributeName: "id", AttributeType: "S" }],
    KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
  },
};
const SECRET = {
  Type: "AWS::SecretsManager::Secret",
  Properties: { GenerateSecretString: { PasswordLength: 48, ExcludePunctuation: true } },
};
const CLIENT = {
  Type: "AWS::Cognito::UserPoolClient",
  Properties: { ClientName: "web", UserPoolId: { Ref: "Pool" }, GenerateSecret: true },
};

/** What the stack's output resolves to. */
const output = (value: unknown, seed?: string): string | undefined =>
  readSmall(
    { Greet: GREET, Orders: TABLE, Key: SECRET, Web: CLIENT, Role: { Type: "AWS::IAM::Role" } },
    { Outputs: { It: { Value: value } }, ...(seed !== undefined && { seed }) },
  ).outputs.It;

test.each([
  ["a table is named by service, stage and logical id", { Ref: "Orders" }, "shop-dev-Orders"],
  ["a function by its name", { Ref: "Greet" }, "shop-dev-greet"],
  [
    "an ARN",
    { "Fn::GetAtt": ["Greet", "Arn"] },
    "arn:aws:lambda:eu-central-1:123456789012:function:shop-dev-greet",
  ],
  [
    "an ARN in the short form",
    { "Fn::GetAtt": "Orders.Arn" },
    "arn:aws:dynamodb:eu-central-1:123456789012:table/shop-dev-Orders",
  ],
  [
    "the ARN of a role that has no name",
    { "Fn::GetAtt": ["Role", "Arn"] },
    "arn:aws:iam::123456789012:role/shop-dev-Role",
  ],
  [
    "substitution of references, attributes and pseudo parameters",
    { "Fn::Sub": `\${AWS::Region} \${Orders} \${Greet.Arn} \${!literal}` },
    `eu-central-1 shop-dev-Orders arn:aws:lambda:eu-central-1:123456789012:function:shop-dev-greet \${literal}`,
  ],
  [
    "substitution of values of its own",
    { "Fn::Sub": [`\${Name}/\${AWS::StackName}`, { Name: { Ref: "Orders" } }] },
    "shop-dev-Orders/shop-dev",
  ],
  [
    "joined parts",
    {
      "Fn::Join": [
        "",
        ["arn:", { Ref: "AWS::Partition" }, ":", { Ref: "AWS::AccountId" }, ".", { Ref: "AWS::URLSuffix" }],
      ],
    },
    "arn:aws:123456789012.amazonaws.com",
  ],
])("resolves %s", (_, value, expected) => {
  expect(output(value)).toBe(expected);
});

test("ids have the forms of AWS and follow from the stack", () => {
  const { pool, clients } = readSmall({ Web: CLIENT });
  expect(pool.id).toMatch(/^eu-central-1_[0-9A-Za-z]{9}$/);
  expect(pool.arn).toBe(`arn:aws:cognito-idp:eu-central-1:123456789012:userpool/${pool.id}`);
  expect(clients[0]?.id).toMatch(/^[0-9a-z]{26}$/);
  expect(output({ Ref: "Pool" })).toBe(pool.id);
  expect(output({ "Fn::GetAtt": ["Pool", "ProviderURL"] })).toBe(
    `https://cognito-idp.eu-central-1.amazonaws.com/${pool.id}`,
  );
  expect(output({ Ref: "Web" }, "another seed")).toBe(clients[0]?.id);
  expect(readSmall({ Web: CLIENT }, { stage: "prod" }).pool.id).not.toBe(pool.id);
});

test("secrets follow from the seed", () => {
  const secretOf = (seed: string) => readSmall({ Web: CLIENT }, { seed }).clients[0]?.secret;
  expect(secretOf("one")).toMatch(/^[0-9a-z]{51}$/);
  expect(secretOf("one")).toBe(secretOf("one"));
  expect(secretOf("two")).not.toBe(secretOf("one"));
  expect(output({ "Fn::GetAtt": ["Web", "ClientSecret"] }, "one")).toBe(secretOf("one"));

  const reference = { "Fn::Sub": `{{resolve:secretsmanager:\${Key}}}` };
  expect(output(reference, "one")).toMatch(/^[0-9A-Za-z]{48}$/);
  expect(output(reference, "one")).toBe(output(reference, "one"));
  expect(output(reference, "two")).not.toBe(output(reference, "one"));
});

test("a generated secret has the characters that are asked for", () => {
  const generated = (GenerateSecretString: unknown, key = "") =>
    readSmall(
      { Key: { Type: "AWS::SecretsManager::Secret", Properties: { GenerateSecretString } } },
      { Outputs: { It: { Value: { "Fn::Sub": `{{resolve:secretsmanager:\${Key}${key}}}` } } } },
    ).outputs.It;
  expect(generated({})).toMatch(/^[\x21-\x7e]{32}$/);
  expect(
    generated({
      PasswordLength: "6",
      ExcludePunctuation: true,
      ExcludeLowercase: true,
      ExcludeUppercase: true,
      ExcludeCharacters: "0123",
    }),
  ).toMatch(/^[4-9]{6}$/);
  expect(generated({ PasswordLength: 4 })).toMatch(/^(?=.*[a-z])(?=.*[A-Z])(?=.*\d)(?=.*[^A-Za-z\d]).{4}$/);
  const template = { SecretStringTemplate: '{"user":"ada"}', GenerateStringKey: "pass", PasswordLength: 20 };
  expect(generated(template, ":SecretString:user")).toBe("ada");
  expect(generated(template, ":SecretString:pass::")).toHaveLength(20);
  expect(() => generated(template, ":SecretString:other")).toThrow(
    "the secret Key has no other, as Outputs.It wants",
  );
});

test("AWS::NoValue leaves a property or an entry out", () => {
  const { pool } = readSmall({
    Pool: {
      Type: "AWS::Cognito::UserPool",
      Properties: {
        UserPoolName: { Ref: "AWS::NoValue" },
        UsernameAttributes: ["email", { Ref: "AWS::NoValue" }],
        UsernameConfiguration: { CaseSensitive: false },
      },
    },
  });
  expect([pool.name, pool.usernameAttributes]).toEqual(["Pool", ["email"]]);
});

test.each([
  ["a reference to nothing", { Ref: "Nobody" }, "there is no Nobody, which is referred to at Outputs.It"],
  [
    "an attribute that is not known",
    { "Fn::GetAtt": ["Orders", "StreamArn"] },
    "cannot resolve the attribute StreamArn of Orders (AWS::DynamoDB::Table) at Outputs.It",
  ],
  [
    "another intrinsic function",
    { "Fn::If": ["IsProd", "a", "b"] },
    'cannot resolve {"Fn::If":["IsProd","a","b"]} at Outputs.It',
  ],
  [
    "one inside another",
    { "Fn::Join": ["/", ["a", { "Fn::ImportValue": "b" }]] },
    'cannot resolve {"Fn::ImportValue":"b"} at Outputs.It.Fn::Join[1]',
  ],
  ["what is not text", { "Fn::Sub": { Ref: "Orders" } }, "cannot resolve"],
])("%s is an error that names its place", (_, value, message) => {
  expect(() => output(value)).toThrow(message);
});

test("a name that refers to itself is an error", () => {
  expect(() =>
    readSmall({
      Table: { ...TABLE, Properties: { ...TABLE.Properties, TableName: { "Fn::Sub": `\${Table}-1` } } },
    }),
  ).toThrow("Resources.Table.Properties.TableName refers to itself");
});
