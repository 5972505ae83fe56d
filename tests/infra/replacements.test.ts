import { readFileSync } from "node:fs";
import path from "node:path";
import { readTemplate, type Template } from "../harness/packaged-service";
import { CHECKED_STAGES, packageService } from "./packaged-stages";

/**
 * For which properties CloudFormation makes another resource in the place of one that holds something, as the resources' own
 * schemas and pages say. It changes the others of these types in place, or refuses to.
 */
const REPLACED_FOR: Readonly<Record<string, readonly string[]>> = {
  "AWS::Cognito::IdentityPool": [],
  // A pool takes no other value of these; CloudFormation calls that a replacement.
  "AWS::Cognito::UserPool": ["AliasAttributes", "UsernameAttributes", "UsernameConfiguration"],
  "AWS::Cognito::UserPoolClient": ["GenerateSecret", "UserPoolId"],
  "AWS::Cognito::UserPoolDomain": ["Domain", "UserPoolId"],
  "AWS::Cognito::UserPoolGroup": ["GroupName", "UserPoolId"],
  "AWS::Cognito::UserPoolIdentityProvider": ["ProviderName", "ProviderType", "UserPoolId"],
  "AWS::Cognito::UserPoolResourceServer": ["Identifier", "UserPoolId"],
  "AWS::DynamoDB::Table": ["ImportSourceSpecification", "KeySchema", "LocalSecondaryIndexes", "TableName"],
  "AWS::Events::EventBus": ["EventSourceName", "Name"],
  "AWS::Logs::LogGroup": ["LogGroupName"],
  "AWS::S3::Bucket": ["BucketName"],
  "AWS::SQS::Queue": ["FifoQueue", "QueueName"],
  "AWS::SecretsManager::Secret": ["Name"],
};

/** What an update of the first template to the second one replaces, by its id and the property. */
function replacedBetween(before: Template, after: Template): readonly string[] {
  return Object.entries(before.Resources).flatMap(([id, { Type, Properties }]) => {
    const later = after.Resources[id];
    if (later === undefined || !(Type in REPLACED_FOR)) return [];
    if (later.Type !== Type) return [`${id} Type`];
    return (REPLACED_FOR[Type] ?? [])
      .filter((name) => JSON.stringify(Properties[name]) !== JSON.stringify(later.Properties[name]))
      .map((name) => `${id} ${name}`);
  });
}

const packaged = async (name: string) => readTemplate(await packageService(...(CHECKED_STAGES[name] ?? [])));
let byDefault: Template;
let full: Template;
let gradual: Template;
beforeAll(async () => {
  byDefault = readTemplate(await packageService("--stage", "full"));
  full = await packaged("everything on");
  gradual = await packaged("everything on, gradual");
});

test("no parameter that turns something on or off replaces what holds something", () => {
  expect(replacedBetween(byDefault, full)).toEqual([]);
  expect(replacedBetween(full, gradual)).toEqual([]);
});

test("what keeps its data is of a type whose replacements are known", () => {
  const kept = Object.values(full.Resources).filter(({ DeletionPolicy }) => DeletionPolicy === "Retain");
  const types = new Set(kept.map(({ Type }) => Type));
  // They say something of another resource, and hold nothing.
  for (const type of ["AWS::Cognito::UserPoolSessionConfigurationAttachment", "AWS::S3::BucketPolicy"])
    types.delete(type);
  expect([...types].filter((type) => !(type in REPLACED_FOR))).toEqual([]);
});

test("the schema of the pool only grows, at its end", () => {
  const schemaOf = ({ Resources }: Template) =>
    Resources.CognitoUserPoolUsers?.Properties.Schema as readonly unknown[];
  const [before, after] = [schemaOf(byDefault), schemaOf(full)];
  expect(before.length).toBeGreaterThan(0);
  expect(after.slice(0, before.length)).toEqual(before);
});

test("a stage with a pool of its own loses it to an existing pool, which the stack's policy refuses", async () => {
  const attached = await packaged("everything on, attached");
  expect(attached.Resources.CognitoUserPoolUsers).toBeUndefined();
  const state = path.join(
    await packageService(...(CHECKED_STAGES["everything on"] ?? [])),
    "serverless-state.json",
  );
  const { stackPolicy } = JSON.parse(readFileSync(state, "utf8")).service.provider;
  expect(stackPolicy).toContainEqual({
    Effect: "Deny",
    Principal: "*",
    Action: expect.arrayContaining(["Update:Delete"]),
    Resource: "*",
    Condition: { StringEquals: { ResourceType: expect.arrayContaining(["AWS::Cognito::UserPool"]) } },
  });
});

test("another key of a table would be found", () => {
  const changed = structuredClone(byDefault);
  Object.assign(changed.Resources.PeopleTable?.Properties ?? {}, { KeySchema: [] });
  expect(replacedBetween(byDefault, changed)).toEqual(["PeopleTable KeySchema"]);
});
