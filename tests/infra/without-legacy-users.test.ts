import { readFileSync } from "node:fs";
import path from "node:path";
import { unzipSync } from "fflate";
import { withoutLegacyUsers } from "../../infra/without-legacy-users";
import { readTemplate, type Template } from "../harness/packaged-service";
import { asArguments, packageService } from "./packaged-stages";
import { referencesOf } from "./reference-graph";

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
