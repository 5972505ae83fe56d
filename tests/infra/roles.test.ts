import { readTemplate } from "../harness/packaged-service";
import { allowedIn, roleId } from "./allowed-calls";
import { asArguments, packageService } from "./packaged-stages";

/** What each function may do, in DynamoDB unless it says otherwise: exactly the calls it makes. */
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  "pre-sign-up": [
    "GetItem LegacyUsersTable",
    "GetItem MigrationsTable",
    "GetItem TenantsTable",
    "Query InvitationsTable",
    "Query PeopleTable",
  ],
  "user-migration": ["GetItem LegacyUsersTable", "GetItem MigrationsTable", "UpdateItem AttemptsTable"],
  "post-confirmation": [
    "GetItem MigrationsTable",
    "GetItem TenantsTable",
    "PutItem MigrationsTable",
    "PutItem PeopleTable",
    "Query InvitationsTable",
    "Query PeopleTable",
    "UpdateItem InvitationsTable",
    "UpdateItem PeopleTable",
  ],
  "pre-authentication": ["UpdateItem AttemptsTable"],
  "post-authentication": [
    "GetItem TenantsTable",
    "PutItem PeopleTable",
    "Query InvitationsTable",
    "Query PeopleTable",
    "UpdateItem PeopleTable",
  ],
  "pre-token-generation": [
    "GetItem MigrationsTable",
    "GetItem TenantsTable",
    "PutItem MigrationsTable",
    "PutItem PeopleTable",
    "Query InvitationsTable",
    "Query PeopleTable",
    "UpdateItem InvitationsTable",
    "UpdateItem PeopleTable",
  ],
  "custom-message": ["GetItem TenantsTable", "Query PeopleTable"],
  "api-invitations": [
    "GetItem InvitationsTable",
    "GetItem TenantsTable",
    "PutItem InvitationsTable",
    "Query InvitationsTable/index/byTenant",
    "Query PeopleTable",
    "UpdateItem InvitationsTable",
  ],
  "stack-records": ["GetItem TenantsTable", "PutItem TenantsTable"],
  "domain-events": [
    "DescribeStream PeopleTable.StreamArn",
    "DescribeStream TenantsTable.StreamArn",
    "DescribeStream InvitationsTable.StreamArn",
    "GetRecords PeopleTable.StreamArn",
    "GetRecords TenantsTable.StreamArn",
    "GetRecords InvitationsTable.StreamArn",
    "GetShardIterator PeopleTable.StreamArn",
    "GetShardIterator TenantsTable.StreamArn",
    "GetShardIterator InvitationsTable.StreamArn",
    "ListStreams PeopleTable.StreamArn",
    "ListStreams TenantsTable.StreamArn",
    "ListStreams InvitationsTable.StreamArn",
    "PutItem AuditTable",
    "events:PutEvents DomainEventsBus",
    "sqs:SendMessage DomainEventsDeadLetters",
  ],
  "api-auth": [
    "cognito-idp:AdminGetUser CognitoUserPoolUsers",
    "cognito-idp:AdminSetUserMFAPreference CognitoUserPoolUsers",
    "cognito-idp:AdminSetUserPassword CognitoUserPoolUsers",
    "cognito-idp:AdminUpdateUserAttributes CognitoUserPoolUsers",
    "cognito-idp:AdminUserGlobalSignOut CognitoUserPoolUsers",
  ],
  "api-profile": [
    "GetItem MigrationsTable",
    "GetItem TenantsTable",
    "PutItem MigrationsTable",
    "PutItem PeopleTable",
    "Query InvitationsTable",
    "Query PeopleTable",
    "UpdateItem InvitationsTable",
    "UpdateItem PeopleTable",
    "cognito-idp:AdminGetUser CognitoUserPoolUsers",
  ],
  "api-sessions": ["GetItem TenantsTable", "Query PeopleTable"],
  "api-passkeys": ["GetItem TenantsTable", "Query PeopleTable", "UpdateItem PeopleTable"],
  "api-memberships": [
    "ConditionCheckItem PeopleTable",
    "GetItem InvitationsTable",
    "GetItem TenantsTable",
    "PutItem PeopleTable",
    "Query InvitationsTable",
    "Query PeopleTable",
    "Query PeopleTable/index/membersByPlaceAndName",
    "UpdateItem InvitationsTable",
    "UpdateItem PeopleTable",
    "cognito-idp:AdminUserGlobalSignOut CognitoUserPoolUsers",
  ],
  "api-members": [
    "ConditionCheckItem PeopleTable",
    "DeleteItem PeopleTable",
    "GetItem TenantsTable",
    "PutItem PeopleTable",
    "Query PeopleTable",
    "Query PeopleTable/index/*",
    "UpdateItem PeopleTable",
    "cognito-idp:AdminUserGlobalSignOut CognitoUserPoolUsers",
  ],
  "api-audit": ["GetItem TenantsTable", "Query AuditTable", "Query PeopleTable"],
  "api-tenant": ["GetItem TenantsTable", "Query PeopleTable", "UpdateItem TenantsTable"],
  "api-tenants": [
    "GetItem TenantsTable",
    "PutItem TenantsTable",
    "Query PeopleTable",
    "Query TenantsTable/index/*",
    "UpdateItem TenantsTable",
  ],
  "api-clients": [
    "GetItem TenantsTable",
    "PutItem TenantsTable",
    "Query PeopleTable",
    "Query TenantsTable/index/byListing",
  ],
  "api-people": [
    "ConditionCheckItem PeopleTable",
    "DeleteItem InvitationsTable",
    "DeleteItem LegacyUsersTable",
    "DeleteItem PeopleTable",
    "GetItem LegacyUsersTable",
    "GetItem TenantsTable",
    "PutItem PeopleTable",
    "Query InvitationsTable",
    "Query PeopleTable",
    "Query PeopleTable/index/membersByPlaceAndName",
    "UpdateItem PeopleTable",
    "cognito-idp:AdminDeleteUser CognitoUserPoolUsers",
    "cognito-idp:AdminGetUser CognitoUserPoolUsers",
    "cognito-idp:AdminUserGlobalSignOut CognitoUserPoolUsers",
  ],
  "inbound-federation": [],
  panel: [],
};

/** These two find legacy users, through a policy that they have in common. */
const FINDS_LEGACY_USERS: readonly string[] = ["pre-sign-up", "user-migration"];
/** This one deletes their rows, where the stack has them. */
const ERASES_LEGACY_USERS = "api-people";

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

const withLogs = (name: string, calls: readonly string[]) => {
  const { logGroup } = functionOf(name);
  return [...calls, `logs:CreateLogStream ${logGroup}`, `logs:PutLogEvents ${logGroup}`].sort();
};

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
    expect(role.ManagedPolicyArns).toEqual(
      FINDS_LEGACY_USERS.includes(name)
        ? [{ Ref: "LegacyAccessPolicy" }]
        : name === ERASES_LEGACY_USERS
          ? [{ Ref: "LegacyErasurePolicy" }]
          : undefined,
    );
    expect(
      Object.keys(role)
        .filter((key) => key !== "ManagedPolicyArns")
        .sort(),
    ).toEqual(["AssumeRolePolicyDocument", "Policies"]);
  });

  test("may do what it does, and nothing else", () => {
    expect(allowedIn(readTemplate(), name)).toEqual(withLogs(name, ALLOWED[name] ?? []));
  });

  test("logs into the group that Lambda writes to", () => {
    expect(Resources[logGroup]?.Properties).toMatchObject({
      LogGroupName: `/aws/lambda/${properties.FunctionName}`,
    });
    expect(properties.FunctionName).toBe(`cognito-triggers-dev-${name}`);
  });
});

test("where the old users are elsewhere, nobody reads the table for them, but two the secret", async () => {
  const columns = { login: "email", hash: "password" };
  const legacySource = { kind: "postgresql", secret: "prod/legacy", table: "users", columns };
  const elsewhere = readTemplate(await packageService("--stage", "dev", ...asArguments({ legacySource })));
  for (const [name, calls] of Object.entries(ALLOWED)) {
    const others = calls.filter((call) => !call.endsWith(" LegacyUsersTable"));
    const secret = `secretsmanager:GetSecretValue arn:\${AWS::Partition}:secretsmanager:\${AWS::Region}:\${AWS::AccountId}:secret:prod/legacy-??????`;
    expect(allowedIn(elsewhere, name)).toEqual(
      withLogs(name, FINDS_LEGACY_USERS.includes(name) ? [...others, secret] : others),
    );
  }
});
