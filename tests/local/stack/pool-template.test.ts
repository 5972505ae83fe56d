import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { strToU8, zipSync } from "fflate";
import { readPoolTemplate } from "../../../local/stack/pool-template";
import { UnsupportedError } from "../../../local/stack/stack";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "template-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const put = (name: string, content: string | Uint8Array): void => {
  const file = path.join(folder, name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, content);
};
const read = (written: string, parameters: Record<string, unknown> = {}, name = "template.yaml") => {
  put(name, written);
  return readPoolTemplate(path.join(folder, name), {
    stage: "pool-only",
    region: "eu-west-1",
    accountId: "123456789012",
    seed: "seed",
    parameters,
    work: path.join(folder, "work"),
  });
};
const refusalsOf = (written: string): readonly string[] => {
  try {
    read(written);
    return [];
  } catch (error) {
    if (error instanceof UnsupportedError) return error.things;
    throw error;
  }
};

/** A pool whose pre sign-up is a function with this code. */
const withCode = (lines: string, runtime = "nodejs22.x", type = "AWS::Lambda::Function") => `
Resources:
  People:
    Type: AWS::Cognito::UserPool
    Properties:
      LambdaConfig: { PreSignUp: !GetAtt Greet.Arn }
  Greet:
    Type: ${type}
${lines}
    Properties:
      Runtime: ${runtime}
      Handler: dist/greet.hello
`;

test("a template by hand: short forms, parameters, everything of the pool, and the rest left out by name", () => {
  const { people, functions, functionNames, notes } = read(
    `
AWSTemplateFormatVersion: "2010-09-09"
Parameters:
  Team: { Type: String, Default: orders }
  Callbacks: { Type: CommaDelimitedList, Default: "http://localhost:1/, http://localhost:2/" }
Conditions: { IsProd: !Equals [!Ref Team, prod] }
Resources:
  People:
    Type: AWS::Cognito::UserPool
    Properties:
      UserPoolName: !Sub "\${Team}-\${AWS::Region}"
      AliasAttributes: [email]
      LambdaConfig:
        PreSignUp: !GetAtt [Greet, Arn]
  Web:
    Type: AWS::Cognito::UserPoolClient
    Properties: { UserPoolId: !Ref People, ClientName: web, CallbackURLs: !Ref Callbacks }
  Staff:
    Type: AWS::Cognito::UserPoolGroup
    Properties: { UserPoolId: !Ref People, GroupName: !Join ["-", [!Ref Team, staff]] }
  Api:
    Type: AWS::Cognito::UserPoolResourceServer
    Properties: { UserPoolId: !Ref People, Identifier: api, Name: api }
  Orders: { Type: AWS::DynamoDB::Table, Properties: {} }
  Greet:
    Type: AWS::Lambda::Function
    Properties:
      Runtime: nodejs22.x
      Handler: index.hello
      Role: !GetAtt Role.Arn
      Timeout: 5
      Environment: { Variables: { TEAM: !Ref Team, QUEUE: !ImportValue queue } }
      Code: { ZipFile: "exports.hello = async (event) => event;" }
`,
    { Team: "sales" },
  );
  expect(people.pool).toMatchObject({
    id: expect.stringMatching(/^eu-west-1_\w{9}$/),
    name: "sales-eu-west-1",
    aliasAttributes: ["email"],
    triggers: { PreSignUp: "Greet" },
  });
  expect(people.clients).toMatchObject([
    { name: "web", callbackUrls: ["http://localhost:1/", "http://localhost:2/"] },
  ]);
  expect(people.groups.map(({ name }) => name)).toEqual(["sales-staff"]);
  expect(people.resourceServers).toEqual([{ identifier: "api", name: "api", scopes: [] }]);
  expect(functions).toEqual([
    {
      name: "Greet",
      handler: "index.hello",
      file: path.join(folder, "work", "Greet", "index.js"),
      environment: { TEAM: "sales" },
      timeoutSeconds: 5,
      memoryMb: 128,
      reservedConcurrency: undefined,
    },
  ]);
  expect([...functionNames.values()]).toEqual(["Greet"]);
  expect(notes).toEqual([
    "Orders (AWS::DynamoDB::Table)",
    "the variable QUEUE of Greet, which refers to something else",
  ]);
});

test("a template in JSON, as tools write it", () => {
  const resources = { People: { Type: "AWS::Cognito::UserPool", Properties: { UserPoolName: "orders" } } };
  const { people } = read(JSON.stringify({ Resources: resources }, null, "\t"), {}, "template.json");
  expect(people.pool.name).toBe("orders");
});

test.each([
  ["a folder beside the template", "AWS::Lambda::Function", "      Code: ./code"],
  ["a folder as SAM names it", "AWS::Serverless::Function", "      CodeUri: code/"],
  [
    "an archive that a framework has put beside the template",
    "AWS::Lambda::Function",
    "      Code: { S3Bucket: deployments, S3Key: serverless/orders/greet.zip }",
  ],
])("code is found in %s", (_, type, line) => {
  put("code/dist/greet.js", "exports.hello = async (event) => event;");
  put("greet.zip", zipSync({ "dist/greet.js": strToU8("exports.hello = async (event) => event;") }));
  const { functions } = read(withCode("", "nodejs22.x", type) + line);
  expect(functions.map(({ file }) => path.basename(file))).toEqual(["greet.js"]);
});

test("code is found in an asset of the CDK", () => {
  put("asset.1a2b/dist/greet.mjs", "export const hello = async (event) => event;");
  const { functions } = read(withCode("    Metadata: { 'aws:asset:path': asset.1a2b }"));
  expect(functions[0]?.file).toBe(path.join(folder, "asset.1a2b", "dist", "greet.mjs"));
});

test("nothing of an archive is written outside of its folder", () => {
  put("greet.zip", zipSync({ "../../escaped.js": strToU8(""), "dist/greet.js": strToU8("") }));
  read(`${withCode("")}      Code: { S3Bucket: deployments, S3Key: greet.zip }`);
  expect(() => rmSync(path.join(folder, "escaped.js"))).toThrow("ENOENT");
});

test("a trigger that cannot run is refused by name, and one that nobody names is left out", () => {
  expect(refusalsOf(withCode(""))).toEqual([
    "Greet: code that is not on this computer, with the handler dist/greet.hello",
  ]);
  put("code/dist/greet.js", "");
  expect(refusalsOf(`${withCode("", "python3.12")}      Code: code`)).toEqual([
    "Greet: the runtime python3.12",
  ]);
  const { notes } = read(
    `${withCode("")}      Code: code\n  Report: { Type: AWS::Lambda::Function, Properties: { Runtime: java21 } }`,
  );
  expect(notes).toEqual([
    "Report: the runtime java21, code that is not on this computer, with the handler index.handler",
  ]);
});

test("what is no template with a pool, and parameters that are missing, are told as such", () => {
  expect(() => read("Resources: [")).toThrow(/template\.yaml is neither YAML nor JSON/);
  expect(() => read("just words")).toThrow(/is no CloudFormation template: it has no Resources/);
  expect(refusalsOf("Resources: {}")).toEqual(["a template without a user pool"]);
  const pool = "Resources: { People: { Type: AWS::Cognito::UserPool, Properties: { UserPoolTier: LITE } } }";
  expect(refusalsOf(pool)).toEqual(["People: UserPoolTier LITE"]);
  const withParameter = `Parameters: { Team: { Type: String } }\n${pool}`;
  expect(() => read(withParameter)).toThrow("the template's parameter Team has no default");
  expect(() => read(pool, { Team: "sales" })).toThrow("the template has no parameter Team");
});
