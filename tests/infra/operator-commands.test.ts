import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { operatorCalls } from "../harness/operator-calls";
import { readTemplate } from "../harness/packaged-service";

/** What commands ask for: the tests of commands hold that none of them asks for anything else. */
const CALLS = [
  "BatchGetItem InvitationsTable",
  "BatchGetItem MigrationsTable",
  "BatchGetItem PeopleTable",
  "ConditionCheckItem PeopleTable",
  "DeleteItem InvitationsTable",
  "DeleteItem LegacyUsersTable",
  "DeleteItem MigrationsTable",
  "DeleteItem PeopleTable",
  "GetItem InvitationsTable",
  "GetItem LegacyUsersTable",
  "GetItem MigrationsTable",
  "GetItem TenantsTable",
  "ListTables",
  "PutItem InvitationsTable",
  "PutItem LegacyUsersTable",
  "PutItem MigrationsTable",
  "PutItem PeopleTable",
  "PutItem TenantsTable",
  "Query AuditTable",
  "Query InvitationsTable",
  "Query InvitationsTable/index/*",
  "Query PeopleTable",
  "Query PeopleTable/index/*",
  "Query TenantsTable/index/*",
  "Scan LegacyUsersTable",
  "Scan MigrationsTable",
  "UpdateItem InvitationsTable",
  "UpdateItem PeopleTable",
  "UpdateItem TenantsTable",
  "cloudwatch:GetMetricData",
  "cognito-idp:AdminDeleteUser CognitoUserPoolUsers",
  "cognito-idp:AdminForgetDevice CognitoUserPoolUsers",
  "cognito-idp:AdminGetUser CognitoUserPoolUsers",
  "cognito-idp:AdminListDevices CognitoUserPoolUsers",
  "cognito-idp:AdminUpdateUserAttributes CognitoUserPoolUsers",
  "cognito-idp:AdminUserGlobalSignOut CognitoUserPoolUsers",
  "cognito-idp:ListUserPools",
  "cognito-idp:ListUsers CognitoUserPoolUsers",
  `ssm:GetParameter arn:\${AWS::Partition}:ssm:\${AWS::Region}:\${AWS::AccountId}:parameter/cognito-triggers/dev/UserPoolId`,
];

test("the policy for operators allows what commands do, and nothing else", () => {
  expect([...operatorCalls()].sort()).toEqual([...CALLS].sort());
});

test("it is an output, and attached to nobody", () => {
  const { Resources, Outputs } = readTemplate();
  expect((Outputs as Record<string, unknown>).OperatorCommandsPolicyArn).toMatchObject({
    Value: { Ref: "OperatorCommandsPolicy" },
  });
  const { Groups, Roles, Users } = Resources.OperatorCommandsPolicy?.Properties ?? {};
  expect([Groups, Roles, Users]).toEqual([undefined, undefined, undefined]);
});

test("no command reads a whole table, but those that count what waits to migrate", () => {
  const folder = path.join(__dirname, "..", "..");
  const scanning = ["commands", "shared", "functions"].flatMap((part) =>
    readdirSync(path.join(folder, part), { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith(".ts"))
      .map((file) => path.posix.join(part, file.split(path.sep).join("/")))
      .filter((file) => /\b(Scan|paginateScan)\w*\(/.test(readFileSync(path.join(folder, file), "utf8"))),
  );
  expect(scanning.sort()).toEqual([
    "commands/stores/operator-legacy-users.ts",
    "commands/stores/operator-migrations.ts",
  ]);
});
