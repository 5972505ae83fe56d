import { readFileSync } from "node:fs";
import path from "node:path";
import { CreateTableCommand, waitUntilTableExists } from "@aws-sdk/client-dynamodb";
import { PLACE_DEFAULTS } from "../../../commands/stage/place";
import { chooseTable, SERVICE } from "../../../commands/stage/table-names";
import { ACME } from "../../harness/people";
import { runCommand } from "../../harness/run-command";
import { type LocalStage, startLocalStage } from "../harness/local-stage";

const PLACE = { stage: "dev", region: "eu-central-1", endpoint: undefined };
const DEPLOYED = "cognito-triggers-dev-TenantsTable-1ABCDEFGHIJKL";
const OTHERS = [
  "cognito-triggers-dev-PeopleTable-1ABCDEFGHIJKL",
  "cognito-triggers-dev-eu-TenantsTable-1ABCDEFGHIJKL",
  "cognito-triggers-prod-TenantsTable-1ABCDEFGHIJKL",
  "other-cognito-triggers-dev-TenantsTable-1ABCDEFGHIJKL",
  "cognito-triggers-dev-TenantsTableArchive-1ABCDEFGHIJKL",
  "cognito-triggers-dev-TenantsTable-backup-1ABCDEFGHIJKL",
];

describe("the table of a stage", () => {
  test.each([DEPLOYED, "cognito-triggers-dev-TenantsTable"])("is %s", (name) => {
    expect(chooseTable("TenantsTable", PLACE, [...OTHERS, name])).toBe(name);
  });

  test("is not a table of another stage, another service or another concept", () => {
    expect(() => chooseTable("TenantsTable", PLACE, OTHERS)).toThrow(
      "There is no table cognito-triggers-dev-TenantsTable-… in eu-central-1. Choose another stage or region with " +
        "--stage and --region, or deploy this one with: npm run deploy -- --stage dev --region eu-central-1",
    );
  });

  test("is not to be guessed when there are two", () => {
    const left = "cognito-triggers-dev-TenantsTable-0LEFTOVER0000";
    expect(() => chooseTable("TenantsTable", PLACE, [DEPLOYED, left])).toThrow(
      `There are several tables for TenantsTable of the stage dev: ${left}, ${DEPLOYED}. ` +
        "One of them may be left over from an earlier stack; name the right one in TENANTS_TABLE.",
    );
  });

  test("is missed at the endpoint that was asked", () => {
    expect(() => chooseTable("TenantsTable", { ...PLACE, endpoint: "http://127.0.0.1:8000" }, [])).toThrow(
      "There is no table cognito-triggers-dev-TenantsTable at http://127.0.0.1:8000 (region eu-central-1). " +
        "Choose another stage with --stage, or start this one with npm start.",
    );
  });
});

test("service and region are those of serverless.yml", () => {
  const service = readFileSync(path.join(__dirname, "..", "..", "..", "serverless.yml"), "utf8");
  expect(service.match(/^service: (.*)$/m)?.[1]).toBe(SERVICE);
  expect(service.match(/^ {2}region: \$\{opt:region, '(.*)'\}$/m)?.[1]).toBe(PLACE_DEFAULTS.region);
  expect(service.match(/^ {2}stage: \$\{opt:stage, '(.*)'\}$/m)?.[1]).toBe(PLACE_DEFAULTS.stage);
});

describe("looking for tables", () => {
  let stage: LocalStage;
  beforeEach(async () => {
    stage = await startLocalStage();
  });
  afterEach(() => stage.stop());

  async function createTable(TableName: string): Promise<void> {
    const { client } = stage;
    await client.send(
      new CreateTableCommand({
        TableName,
        BillingMode: "PAY_PER_REQUEST",
        AttributeDefinitions: [{ AttributeName: "id", AttributeType: "S" }],
        KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
      }),
    );
    // Until then, DynamoDB says that the table does not exist.
    await waitUntilTableExists({ client, minDelay: 0.01, maxWaitTime: 60 }, { TableName });
  }

  const suspend = (environment: Record<string, string>, ...words: string[]) => {
    const args = ["tenants:suspend", "acme", "--endpoint", stage.endpoint, ...words];
    return runCommand(args, { environment }).then(({ code, err }) => [code, err]);
  };

  test("reads every page of the list", async () => {
    for (let index = 0; index < 101; index += 1) await createTable(`a-table-${index}`);
    await stage.put("TenantsTable", ACME);
    expect(await suspend({})).toEqual([0, ""]);
  });

  test("believes an environment variable without looking", async () => {
    await createTable("elsewhere");
    await createTable("cognito-triggers-dev-TenantsTable-1ABCDEFGHIJKL");
    await stage.put("TenantsTable", ACME);
    expect(await suspend({ TENANTS_TABLE: "elsewhere" })).toEqual([
      1,
      "There is no tenant acme. To create it: npm run tenants:create -- acme --name <name>",
    ]);
    expect(await suspend({ TENANTS_TABLE: "cognito-triggers-dev-TenantsTable" })).toEqual([0, ""]);
    expect(await suspend({ TENANTS_TABLE: "nowhere" })).toEqual([
      1,
      `${stage.endpoint} has no such table. Check the table names in the environment.`,
    ]);
  });

  test("asks for no table that the command does not need", async () => {
    await createTable("cognito-triggers-sparse-TenantsTable");
    expect(await suspend({}, "--stage", "sparse")).toEqual([
      1,
      "There is no tenant acme. To create it: npm run tenants:create -- acme --name <name>",
    ]);
  });
});
