import { readFileSync } from "node:fs";
import path from "node:path";
import { unzipSync } from "fflate";
import type { StackResource } from "../../infra/framework";
import { referencesOf, refersTo } from "../../infra/references";
import { withoutLegacyUsers } from "../../infra/without-legacy-users";
import { readTemplate, type Template } from "../harness/packaged-service";
import { asArguments, CHECKED_STAGES, packageService } from "./packaged-stages";

let packaged: string;
let template: Template;
beforeAll(async () => {
  packaged = await packageService(
    "--stage",
    "dev",
    ...asArguments({ legacySource: "none", monitoring: "on" }),
  );
  template = readTemplate(packaged);
});

test("a stage without old users has neither their table nor a function, role or grant for them", () => {
  const before = readTemplate();
  const gone = Object.keys(before.Resources).filter((id) => template.Resources[id] === undefined);
  expect(gone.sort()).toEqual([
    "LegacyAccessPolicy",
    "LegacyErasurePolicy",
    "LegacyUsersTable",
    "LegacyUsersTableNameParameter",
    "UserDashmigrationLambdaFunction",
    "UserDashmigrationLambdaPermissionCognitoUserPoolUsersTriggerSourceUserMigration",
    "UserDashmigrationLogGroup",
    "UserMigrationRole",
  ]);
  expect(template.Outputs).not.toHaveProperty("LegacyUsersTableName");
  expect(template.Resources.CognitoUserPoolUsers?.Properties.LambdaConfig).not.toHaveProperty(
    "UserMigration",
  );
  expect(template.Resources.PreSignUpRole?.Properties.ManagedPolicyArns).toEqual([]);
});

test("whatever is left refers to what is there, and old passwords stay dead", () => {
  const known = Object.keys(template.Resources);
  const strangers = referencesOf([template.Resources, template.Outputs]).filter(
    (id) => !id.startsWith("AWS::") && !known.includes(id),
  );
  expect(strangers).toEqual([]);
  expect(known).toContain("MigrationsTable");
});

describe("of the stages that differ most", () => {
  const FOR_THEM = ["LegacyUsersTable", "LegacyAccessPolicy", "UserMigrationRole"];
  const isForThem = (id: string) => FOR_THEM.includes(id);
  /** What the framework and other parts of infra/ make otherwise, or not at all, where the function is not there. */
  const isMadeOtherwise = (id: string) =>
    /^(UserDashmigration|Dashboard|LegacyErasurePolicy|LegacyUsersTable.+)/.test(id);

  /** serverless.yml leaves out by itself what only functions of such a stage are told. */
  const told = (resource: object): StackResource =>
    JSON.parse(JSON.stringify(resource), (name, value) =>
      name === "Variables"
        ? Object.fromEntries(Object.entries(value).filter(([, variable]) => !refersTo(variable, isForThem)))
        : value,
    );

  test.each(Object.entries(CHECKED_STAGES))("nothing refers to what is gone: %s", async (_, args) => {
    const { Resources, Outputs } = readTemplate(await packageService(...args));
    const others = Object.entries(Resources).filter(([id]) => !isMadeOtherwise(id));
    const before = Object.fromEntries(others.map(([id, resource]) => [id, told(resource)]));
    const after = withoutLegacyUsers({ Resources: before, Outputs });
    expect(refersTo(after, isForThem)).toBe(false);
    // Whatever else a statement or a list is about stays.
    const gone = others.filter(([id]) => after.Resources?.[id] === undefined).map(([id]) => id);
    expect(gone.sort()).toEqual(FOR_THEM.filter((id) => Resources[id] !== undefined).sort());
  });

  test("a statement about other tables as well stays for these", () => {
    const Statement = [
      {
        Effect: "Allow",
        Action: ["dynamodb:GetItem"],
        Resource: [arnOf("PeopleTable"), arnOf("LegacyUsersTable")],
      },
    ];
    const role = {
      Type: "AWS::IAM::Role",
      DependsOn: "UserMigrationRole",
      Properties: { Policies: [{ PolicyDocument: { Statement } }] },
    };
    const left = [{ ...Statement[0], Resource: [arnOf("PeopleTable")] }];
    expect(withoutLegacyUsers({ Resources: { Role: role } }).Resources).toEqual({
      Role: { Type: "AWS::IAM::Role", Properties: { Policies: [{ PolicyDocument: { Statement: left } }] } },
    });
  });

  test("a value that nobody can leave out fails the packaging", () => {
    const Properties = { Environment: { Variables: { TABLE: { "Fn::Sub": `\${LegacyUsersTable}` } } } };
    const other = { Type: "AWS::Lambda::Function", Properties };
    expect(() => withoutLegacyUsers({ Resources: { OtherFunction: other } })).toThrow(
      "OtherFunction needs what a stage without old users does not have",
    );
  });

  const arnOf = (id: string) => ({ "Fn::GetAtt": [id, "Arn"] });
});

test("sign-up asks no old system", () => {
  const archive = unzipSync(readFileSync(path.join(packaged, "pre-sign-up.zip")));
  const code = Object.values(archive)
    .map((content) => Buffer.from(content).toString())
    .join("");
  expect(code).not.toContain("LEGACY_USERS_TABLE");
});

test("the template of any other stage stays as it is", () => {
  const other = readTemplate();
  expect(withoutLegacyUsers(other)).toBe(other);
});
