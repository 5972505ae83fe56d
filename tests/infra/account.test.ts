import { readFileSync } from "node:fs";
import path from "node:path";
import { packageFolder, readTemplate, type Template } from "../harness/packaged-service";
import { asArguments, EVERYTHING_ON, packageService } from "./packaged-stages";

/** What companies ask of every stack in their accounts. */

const prod = packageService("--stage", "prod");
const full = packageService("--stage", "full", ...asArguments(EVERYTHING_ON));

interface Statement {
  readonly Effect: "Allow" | "Deny";
  readonly Action: readonly string[];
  readonly Resource: string;
  readonly Condition?: { readonly StringEquals: { readonly ResourceType: readonly string[] } };
}
interface Provider {
  readonly stackTags: Readonly<Record<string, string>>;
  readonly stackPolicy: readonly Statement[];
}

/** What the framework hands to CloudFormation beside the template. */
const providerOf = (folder: string): Provider =>
  JSON.parse(readFileSync(path.join(folder, "serverless-state.json"), "utf8")).service.provider;

const ofType = (template: Template, ...types: string[]) =>
  Object.entries(template.Resources).filter(([, { Type }]) => types.includes(Type));

/** As CloudFormation reads a stack policy: what is denied is denied, whatever else is allowed. */
const allows = (policy: readonly Statement[], action: string, type: string): boolean => {
  const meant = policy.filter(
    ({ Action, Condition }) =>
      Action.some((name) => name === action || name === "Update:*") &&
      (Condition === undefined || Condition.StringEquals.ResourceType.includes(type)),
  );
  return meant.length > 0 && meant.every(({ Effect }) => Effect === "Allow");
};

test("a stage that keeps its data never replaces what holds it", async () => {
  const { stackPolicy } = providerOf(await full);
  // CloudFormation refuses a policy with the id of something that a template lacks.
  expect(stackPolicy.map(({ Resource }) => Resource)).toEqual(["*", "*", "*"]);
  const template = readTemplate(await full);
  const kept = Object.values(template.Resources).filter(({ DeletionPolicy }) => DeletionPolicy === "Retain");
  const types = [...new Set(kept.map(({ Type }) => Type))].sort();
  const replaceable = types.filter((type) => allows(stackPolicy, "Update:Replace", type));
  expect(types.filter((type) => !replaceable.includes(type))).toEqual([
    "AWS::Cognito::UserPool",
    "AWS::Cognito::UserPoolClient",
    "AWS::DynamoDB::Table",
    "AWS::S3::Bucket",
  ]);
  expect(types.filter((type) => !allows(stackPolicy, "Update:Modify", type))).toEqual([]);
  expect(types.filter((type) => !allows(stackPolicy, "Update:Delete", type))).toEqual([
    "AWS::Cognito::UserPool",
  ]);
});

test("a stage that keeps nothing may replace everything", () => {
  const { stackPolicy } = providerOf(packageFolder());
  expect(allows(stackPolicy, "Update:Replace", "AWS::DynamoDB::Table")).toBe(true);
});

test("tags are those of the stack", async () => {
  expect(providerOf(await prod).stackTags).toEqual({});
  const tags = { team: "identity", "cost-centre": "4711" };
  expect(providerOf(await packageService("--stage", "prod", ...asArguments({ tags }))).stackTags).toEqual(
    tags,
  );
});

test("a permissions boundary is on every role, and on none without one", async () => {
  const boundariesIn = (template: Template) =>
    new Set(ofType(template, "AWS::IAM::Role").map(([, { Properties }]) => Properties.PermissionsBoundary));
  expect(boundariesIn(readTemplate(await prod))).toEqual(new Set([undefined]));
  expect(boundariesIn(readTemplate(await full))).toEqual(new Set([EVERYTHING_ON.permissionsBoundary]));
});

test("outputs are exported, and stand in the Parameter Store", async () => {
  const { Outputs, ...template } = readTemplate(await prod);
  const outputs = Outputs as Record<string, { Value: unknown; Export?: { Name: string } }>;
  const shared = Object.entries(outputs).filter(([, { Export }]) => Export?.Name.startsWith("cognito-"));
  const parameters = ofType(template as Template, "AWS::SSM::Parameter").map(([, { Properties }]) => [
    Properties.Name,
    Properties.Value,
  ]);
  expect(shared.map(([name, { Value }]) => [`/cognito-triggers/prod/${name}`, Value]).sort()).toEqual(
    parameters.sort(),
  );
  const names = shared.map(([name, { Export }]) => [name, Export?.Name]);
  expect(Object.fromEntries(names)).toMatchObject({
    UserPoolId: "cognito-triggers-prod-UserPoolId",
    UserPoolArn: "cognito-triggers-prod-UserPoolArn",
    Issuer: "cognito-triggers-prod-Issuer",
    PeopleTableName: "cognito-triggers-prod-PeopleTableName",
    EventBusArn: "cognito-triggers-prod-EventBusArn",
  });
});

test("AWS WAF stands before the pool, and an address of one's own before the API", async () => {
  const { Resources, Outputs } = readTemplate(await full);
  expect(Resources.PoolWebAcl?.Properties).toEqual({
    ResourceArn: { "Fn::GetAtt": ["CognitoUserPoolUsers", "Arn"] },
    WebACLArn: EVERYTHING_ON.webAcl,
  });
  expect(Resources.ApiDomain?.Properties).toEqual({
    DomainName: "api.acme.example",
    DomainNameConfigurations: [
      {
        CertificateArn: EVERYTHING_ON.apiDomainCertificate,
        EndpointType: "REGIONAL",
        SecurityPolicy: "TLS_1_2",
      },
    ],
  });
  expect(Resources.ApiDomainMapping?.Properties).toEqual({
    ApiId: { Ref: "HttpApi" },
    DomainName: { Ref: "ApiDomain" },
    Stage: { Ref: "HttpApiStage" },
  });
  const outputs = Outputs as Record<string, { Value: { "Fn::Sub": string } }>;
  expect(outputs.ApiUrl?.Value).toEqual({ "Fn::Sub": "https://api.acme.example" });
  expect(outputs.PanelUrl?.Value).toEqual({ "Fn::Sub": "https://api.acme.example/panel" });
  expect(outputs.FrontEndConfig?.Value["Fn::Sub"]).toContain('"apiUrl":"https://api.acme.example"');
});

test("SES is told where answers go, and by which set it counts", async () => {
  expect(
    readTemplate(await full).Resources.CognitoUserPoolUsers?.Properties.EmailConfiguration,
  ).toMatchObject({
    ReplyToEmailAddress: "help@example.com",
    ConfigurationSet: "sign-in",
  });
});
