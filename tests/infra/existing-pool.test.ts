import { withExistingPool } from "../../infra/existing-pool";
import { readTemplate, type Template } from "../harness/packaged-service";
import { asArguments, EVERYTHING_ON_EXISTING, EXISTING, packageService } from "./packaged-stages";

const { existingPool: POOL, existingClient: CLIENT } = EXISTING;
const ARN = `arn:\${AWS::Partition}:cognito-idp:\${AWS::Region}:\${AWS::AccountId}:userpool/${POOL}`;

let attached: Template;
let full: Template;
let byCommand: Template;
beforeAll(async () => {
  const packaged = async (stage: string, parameters: Readonly<Record<string, unknown>>) =>
    readTemplate(await packageService("--stage", stage, ...asArguments(parameters)));
  attached = await packaged("dev", EXISTING);
  byCommand = await packaged("dev", { ...EXISTING, poolAttachment: "command" });
  full = await packaged("full", EVERYTHING_ON_EXISTING);
});

const ofType = ({ Resources }: Template, type: string) =>
  Object.entries(Resources).filter(([, { Type }]) => Type === type);
const propertiesOf = ({ Resources }: Template, id: string) => Resources[id]?.Properties ?? {};

/** What a template refers to, and does not have. */
function danglingIn(template: Template): readonly string[] {
  const known = new Set(Object.keys(template.Resources));
  const found: string[] = [];
  const note = (id: unknown) => {
    const name = String(id).split(".")[0] ?? "";
    if (!name.startsWith("AWS::") && !known.has(name)) found.push(name);
  };
  JSON.parse(JSON.stringify(template), (key, value) => {
    if (key === "Ref") note(value);
    if (key === "Fn::GetAtt") note(value[0]);
    if (key === "DependsOn") for (const id of [value].flat()) note(id);
    if (key === "Fn::Sub" && typeof value === "string")
      for (const [, id] of value.matchAll(/\$\{([^!}][^}]*)\}/g)) note(id);
    return value;
  });
  return found;
}

test("a stage with an existing pool makes neither a pool nor a client, and refers to those", () => {
  for (const template of [attached, full, byCommand]) {
    expect(ofType(template, "AWS::Cognito::UserPool")).toEqual([]);
    expect(template.Resources.WebClient).toBeUndefined();
    expect(danglingIn(template)).toEqual([]);
    expect(template).not.toHaveProperty("Metadata");
  }
  const { UserPoolId, WebClientId } = attached.Outputs as Record<string, unknown>;
  expect([UserPoolId, WebClientId]).toMatchObject([{ Value: POOL }, { Value: CLIENT }]);
  expect(danglingIn(readTemplate())).toEqual([]);
});

test("it makes nothing in that pool but what a parameter asks for", () => {
  const inPool = (template: Template) =>
    Object.entries(template.Resources)
      .filter(([, { Type }]) => Type.startsWith("AWS::Cognito::UserPool"))
      .map(([id]) => id);
  expect(inPool(attached)).toEqual(["SessionTracking"]);
  expect(inPool(full)).toEqual(
    expect.arrayContaining(["MachineClient", "ApiResourceServer", "OperatorsGroup"]),
  );
});

test("its functions let this pool call them, and no other", () => {
  const sources = ofType(attached, "AWS::Lambda::Permission")
    .filter(([, { Properties }]) => Properties?.Principal === "cognito-idp.amazonaws.com")
    .map(([, { Properties }]) => Properties?.SourceArn);
  expect(sources).toEqual(Array(8).fill({ "Fn::Sub": ARN }));
});

test("the functions become triggers once they are permitted: those that the stack's own pool would have", () => {
  const { LambdaConfig } = propertiesOf(readTemplate(), "CognitoUserPoolUsers");
  const { PreTokenGeneration: _, ...triggers } = LambdaConfig as Record<string, unknown>;
  expect(propertiesOf(attached, "PoolAttachment")).toMatchObject({
    pool: POOL,
    triggers,
    replace: [],
    unregisteredClients: "refuse",
  });
  expect(propertiesOf(full, "PoolAttachment")).toMatchObject({ replace: ["PreSignUp", "CustomMessage"] });
  const permissions = ofType(attached, "AWS::Lambda::Permission")
    .filter(([, { Properties }]) => Properties?.Principal === "cognito-idp.amazonaws.com")
    .map(([id]) => id);
  expect(attached.Resources.PoolAttachment).toMatchObject({
    DependsOn: [...permissions, "StackRecords"],
  });
  const outputs = Object.keys(attached.Outputs as object).filter((name) => name.endsWith("FunctionArn"));
  expect(outputs.sort()).toEqual(
    Object.keys(triggers)
      .map((member) => `${member.replace("Config", "")}FunctionArn`)
      .sort(),
  );
});

test("where a command attaches, the stack does not", () => {
  for (const id of ["PoolAttachment", "PoolAttachmentRole", "PoolDashattachmentLambdaFunction"])
    expect([id, byCommand.Resources[id]]).toEqual([id, undefined]);
  for (const id of ["PoolPlanPolicy", "PoolAttachmentPolicy"])
    expect([id, byCommand.Resources[id]]).not.toEqual([id, undefined]);
});

const statements = (template: Template, policy: string) =>
  (propertiesOf(template, policy) as { PolicyDocument: { Statement: object[] } }).PolicyDocument.Statement;

test("whoever attaches changes this pool alone, and passes on no role but that of its text messages", () => {
  expect(statements(attached, "PoolAttachmentPolicy")).toEqual([
    { Effect: "Allow", Action: ["cognito-idp:UpdateUserPool"], Resource: [{ "Fn::Sub": ARN }] },
  ]);
  expect(statements(full, "PoolAttachmentPolicy")[1]).toEqual({
    Effect: "Allow",
    Action: ["iam:PassRole"],
    Resource: [EVERYTHING_ON_EXISTING.existingSmsRole],
    Condition: { StringEquals: { "iam:PassedToService": "cognito-idp.amazonaws.com" } },
  });
});

test("whoever plans reads this pool alone, and changes nothing", () => {
  const [statement, ...others] = statements(attached, "PoolPlanPolicy");
  expect([statement, others]).toMatchObject([{ Resource: [{ "Fn::Sub": ARN }] }, []]);
  const { Action } = statement as { Action: string[] };
  expect(Action.filter((action) => !/^cognito-idp:(Describe|List|Get)[A-Za-z]+$/.test(action))).toEqual([]);
});

test("the function that attaches writes attachments, and reads nothing else of the table but clients", () => {
  const { Policies, ManagedPolicyArns } = propertiesOf(attached, "PoolAttachmentRole") as {
    Policies: { PolicyDocument: { Statement: Record<string, unknown>[] } }[];
    ManagedPolicyArns: unknown;
  };
  expect(ManagedPolicyArns).toEqual([{ Ref: "PoolPlanPolicy" }, { Ref: "PoolAttachmentPolicy" }]);
  const ofTable = Policies.flatMap(({ PolicyDocument }) => PolicyDocument.Statement).filter(({ Action }) =>
    JSON.stringify(Action).includes("dynamodb:"),
  );
  expect(ofTable).toEqual([
    {
      Effect: "Allow",
      Action: ["dynamodb:GetItem", "dynamodb:PutItem"],
      Resource: [{ "Fn::GetAtt": ["TenantsTable", "Arn"] }],
      Condition: {
        Null: { "dynamodb:LeadingKeys": "false" },
        "ForAllValues:StringLike": { "dynamodb:LeadingKeys": "pool#*" },
      },
    },
    {
      Effect: "Allow",
      Action: ["dynamodb:GetItem"],
      Resource: [{ "Fn::GetAtt": ["TenantsTable", "Arn"] }],
      Condition: {
        Null: { "dynamodb:LeadingKeys": "false" },
        "ForAllValues:StringLike": { "dynamodb:LeadingKeys": "client#*" },
      },
    },
  ]);
});

test("the deployment compares the pool with what functions take it to be", () => {
  expect(propertiesOf(attached, "PoolAttachment").stage).toEqual({
    rememberDevices: "off",
    deviceMfa: "off",
    mfa: "optional",
    passwordless: "off",
    passkeyDomain: "localhost",
    passkeyMfa: "off",
    issuer: "original",
  });
});

test("the template of any other stage stays as it is", () => {
  const template = readTemplate();
  expect(withExistingPool(template)).toBe(template);
});
