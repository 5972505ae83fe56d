import { readFileSync } from "node:fs";
import path from "node:path";
import { runCommandLine } from "../../../commands/cli/command-line";
import { PLACE_DEFAULTS } from "../../../commands/stage/place";
import { chooseTable, SERVICE } from "../../../commands/stage/table-names";
import { ACME } from "../harness/ada";
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
      "There is no table cognito-triggers-dev-TenantsTable-… in eu-central-1. Look in another place with --stage and " +
        "--region, or deploy the stage with: npm run deploy -- --stage dev --region eu-central-1",
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
        "Look for another stage with --stage, or start the local edition of this one.",
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

  const suspend = (environment: Record<string, string>, ...words: string[]) => {
    const complaints: string[] = [];
    const terminal = {
      print: () => {},
      complain: (text: string) => complaints.push(text),
      ask: async () => undefined,
    };
    const args = ["tenants:suspend", "acme", "--endpoint", stage.endpoint, ...words];
    const world = {
      environment,
      terminal,
      clock: () => new Date(),
      readParameters: async () => ({}),
      findRunningEdition: async () => undefined,
      hasAwsCredentials: async () => false,
    };
    return runCommandLine(args, world).then((code) => [code, ...complaints]);
  };

  test("reads every page of the list", async () => {
    for (let index = 0; index < 101; index += 1) await stage.createTable(`a-table-${index}`, ["id"]);
    await stage.put("TenantsTable", ACME);
    expect(await suspend({})).toEqual([0]);
  });

  test("believes an environment variable without looking", async () => {
    await stage.createTable("elsewhere", ["id"]);
    await stage.createTable("cognito-triggers-dev-TenantsTable-1ABCDEFGHIJKL", ["id"]);
    await stage.put("TenantsTable", ACME);
    expect(await suspend({ TENANTS_TABLE: "elsewhere" })).toEqual([
      1,
      "There is no tenant acme. It is created with: npm run tenants:create -- acme --name <name>",
    ]);
    expect(await suspend({ TENANTS_TABLE: "cognito-triggers-dev-TenantsTable" })).toEqual([0]);
    expect(await suspend({ TENANTS_TABLE: "nowhere" })).toEqual([
      1,
      `A table does not exist at ${stage.endpoint}. Check the table names in the environment.`,
    ]);
  });

  test("asks for no table that the command does not need", async () => {
    await stage.createTable("cognito-triggers-sparse-TenantsTable", ["id"]);
    expect(await suspend({}, "--stage", "sparse")).toEqual([
      1,
      "There is no tenant acme. It is created with: npm run tenants:create -- acme --name <name>",
    ]);
  });
});
