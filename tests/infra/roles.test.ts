import { readTemplate } from "../packaged-service";

interface Statement {
  readonly Effect: string;
  readonly Action: readonly string[];
  readonly Resource: { "Fn::GetAtt": [string, "Arn"] } | readonly { "Fn::GetAtt": [string, "Arn"] }[];
}

/** What each function may do, in DynamoDB unless it says otherwise: exactly the calls it makes. */
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  "pre-sign-up": [
    "GetItem LegacyUsersTable",
    "GetItem MigrationsTable",
    "GetItem PeopleTable",
    "GetItem TenantsTable",
    "Query InvitationsTable",
  ],
  "user-migration": ["GetItem LegacyUsersTable", "GetItem MigrationsTable", "UpdateItem AttemptsTable"],
  "post-confirmation": [
    "DeleteItem InvitationsTable",
    "GetItem MigrationsTable",
    "GetItem PeopleTable",
    "GetItem TenantsTable",
    "PutItem MigrationsTable",
    "PutItem PeopleTable",
    "Query InvitationsTable",
    "Query PeopleTable",
  ],
  "pre-authentication": ["UpdateItem AttemptsTable"],
  "post-authentication": [
    "GetItem PeopleTable",
    "GetItem TenantsTable",
    "Query InvitationsTable",
    "Query PeopleTable",
    "UpdateItem PeopleTable",
  ],
  "pre-token-generation": [
    "DeleteItem InvitationsTable",
    "GetItem MigrationsTable",
    "GetItem PeopleTable",
    "GetItem TenantsTable",
    "PutItem MigrationsTable",
    "PutItem PeopleTable",
    "Query InvitationsTable",
    "Query PeopleTable",
  ],
  "custom-message": [],
  "api-auth": [],
  "api-profile": [
    "DeleteItem InvitationsTable",
    "GetItem MigrationsTable",
    "GetItem PeopleTable",
    "GetItem TenantsTable",
    "PutItem MigrationsTable",
    "PutItem PeopleTable",
    "Query InvitationsTable",
    "Query PeopleTable",
    "UpdateItem PeopleTable",
    "cognito-idp:AdminGetUser CognitoUserPoolUsers",
  ],
};

const { Resources } = readTemplate();

/** `functions/api/auth/index.handler` is that of api-auth. */
const nameOf = (handler: unknown) =>
  String(handler)
    .replace(/^functions\/(.+)\/index\.handler$/, "$1")
    .replaceAll("/", "-");

function functionOf(name: string) {
  const [id, resource] =
    Object.entries(Resources).find(([, { Properties }]) => nameOf(Properties.Handler) === name) ?? [];
  if (id === undefined || resource === undefined) throw new Error(`no function ${name}`);
  return { properties: resource.Properties, logGroup: id.replace(/LambdaFunction$/, "LogGroup") };
}

const roleId = (name: string) =>
  `${name.replace(/(^|-)(\w)/g, (_, __, letter: string) => letter.toUpperCase())}Role`;

test("the stack has exactly these functions", () => {
  const handlers = Object.values(Resources)
    .filter(({ Type }) => Type === "AWS::Lambda::Function")
    .map(({ Properties }) => Properties.Handler);
  expect(handlers.map(nameOf).sort()).toEqual(Object.keys(ALLOWED).sort());
});

describe.each(Object.keys(ALLOWED))("%s", (name) => {
  const { properties, logGroup } = functionOf(name);
  const role = Resources[roleId(name)]?.Properties ?? {};

  test("runs under a role of its own, which only Lambda may take on", () => {
    expect(properties.Role).toEqual({ "Fn::GetAtt": [roleId(name), "Arn"] });
    expect(role.AssumeRolePolicyDocument).toEqual({
      Version: "2012-10-17",
      Statement: [
        { Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" },
      ],
    });
    expect(Object.keys(role).sort()).toEqual(["AssumeRolePolicyDocument", "Policies"]);
  });

  test("may do what it does, and nothing else", () => {
    const [policy, ...others] = role.Policies as { PolicyDocument: { Statement: Statement[] } }[];
    expect(others).toEqual([]);
    const allowed = policy?.PolicyDocument.Statement.flatMap(({ Effect, Action, Resource }) =>
      [Resource].flat().flatMap((resource) => {
        expect(Object.keys(resource)).toEqual(["Fn::GetAtt"]);
        const [id, attribute] = resource["Fn::GetAtt"];
        expect([Effect, attribute]).toEqual(["Allow", "Arn"]);
        return Action.map((action) => `${action.replace("dynamodb:", "")} ${id}`);
      }),
    );
    expect(allowed?.sort()).toEqual(
      [...(ALLOWED[name] ?? []), `logs:CreateLogStream ${logGroup}`, `logs:PutLogEvents ${logGroup}`].sort(),
    );
  });

  test("logs into the group that Lambda writes to", () => {
    expect(Resources[logGroup]?.Properties).toMatchObject({
      LogGroupName: `/aws/lambda/${properties.FunctionName}`,
    });
    expect(properties.FunctionName).toBe(`cognito-triggers-dev-${name}`);
  });
});
