import { readTemplate, type Template } from "../harness/packaged-service";
import { asArguments, packageService } from "./packaged-stages";

let alone: Template;
let full: Template;

beforeAll(async () => {
  const packaged = async (parameters: Readonly<Record<string, string>>) =>
    readTemplate(await packageService("--stage", "prod", ...asArguments(parameters)));
  alone = await packaged({ identityPool: "on" });
  full = await packaged({ identityPool: "on", guests: "on", operatorsRole: "on" });
});

const propertiesOf = ({ Resources }: Template, id: string) => Resources[id]?.Properties ?? {};

const WEB_CLIENT_OF_THE_POOL = {
  ProviderName: { "Fn::GetAtt": ["CognitoUserPoolUsers", "ProviderName"] },
  ClientId: { Ref: "WebClient" },
  ServerSideTokenCheck: true,
};

test("people prove who they are by the web client's token alone, and choose no role", () => {
  expect(propertiesOf(alone, "IdentityPool")).toEqual({
    AllowUnauthenticatedIdentities: false,
    AllowClassicFlow: false,
    CognitoIdentityProviders: [WEB_CLIENT_OF_THE_POOL],
  });
  expect(propertiesOf(alone, "IdentityPoolRoles")).toEqual({
    IdentityPoolId: { Ref: "IdentityPool" },
    Roles: { authenticated: { "Fn::GetAtt": ["SignedInRole", "Arn"] } },
  });
  expect(alone.Resources).not.toHaveProperty("GuestsRole");
  expect(alone.Resources).not.toHaveProperty("OperatorsRole");
  for (const property of ["RoleArn", "Precedence"])
    expect(propertiesOf(alone, "OperatorsGroup")).not.toHaveProperty(property);
});

test("guests and operators have roles by parameter", () => {
  expect(propertiesOf(full, "IdentityPool")).toEqual({
    AllowUnauthenticatedIdentities: true,
    AllowClassicFlow: false,
    CognitoIdentityProviders: [WEB_CLIENT_OF_THE_POOL],
  });
  expect(propertiesOf(full, "IdentityPoolRoles")).toEqual({
    IdentityPoolId: { Ref: "IdentityPool" },
    Roles: {
      authenticated: { "Fn::GetAtt": ["SignedInRole", "Arn"] },
      unauthenticated: { "Fn::GetAtt": ["GuestsRole", "Arn"] },
    },
    RoleMappings: {
      userPool: {
        IdentityProvider: {
          "Fn::Join": [
            ":",
            [{ "Fn::GetAtt": ["CognitoUserPoolUsers", "ProviderName"] }, { Ref: "WebClient" }],
          ],
        },
        Type: "Token",
        AmbiguousRoleResolution: "AuthenticatedRole",
      },
    },
  });
  expect(propertiesOf(full, "OperatorsGroup")).toMatchObject({
    RoleArn: { "Fn::GetAtt": ["OperatorsRole", "Arn"] },
    Precedence: 0,
  });
});

test("tenant, role and sub of the ID token become the tags of a session, and nothing else does", () => {
  expect(propertiesOf(alone, "IdentityPoolTags")).toEqual({
    IdentityPoolId: { Ref: "IdentityPool" },
    IdentityProviderName: { "Fn::GetAtt": ["CognitoUserPoolUsers", "ProviderName"] },
    UseDefaults: false,
    PrincipalTags: { tenant_id: "custom:tenant_id", role: "custom:role", sub: "sub" },
  });
});

test.each([
  ["SignedInRole", "authenticated", ["sts:AssumeRoleWithWebIdentity", "sts:TagSession"]],
  ["OperatorsRole", "authenticated", ["sts:AssumeRoleWithWebIdentity", "sts:TagSession"]],
  ["GuestsRole", "unauthenticated", "sts:AssumeRoleWithWebIdentity"],
])("%s is handed out by this identity pool alone, to those who are %s", (role, amr, Action) => {
  expect(propertiesOf(full, role).AssumeRolePolicyDocument).toEqual({
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Principal: { Federated: "cognito-identity.amazonaws.com" },
        Action,
        Condition: {
          StringEquals: { "cognito-identity.amazonaws.com:aud": { Ref: "IdentityPool" } },
          "ForAnyValue:StringEquals": { "cognito-identity.amazonaws.com:amr": amr },
        },
      },
    ],
  });
});

/** What IAM counts of a managed policy: characters without white space, of which it takes 6,144. */
test.each(["TenantAccessPolicy", "TenantEdgePolicy"])(
  "%s is no longer than IAM takes, whatever its names",
  (id) => {
    const document = JSON.stringify(propertiesOf(full, id).PolicyDocument)
      .replace(
        /\{"Fn::GetAtt":\["FilesBucket","Arn"\]\}|\$\{FilesBucket\.Arn\}/g,
        `arn:aws-us-gov:s3:::${"b".repeat(63)}`,
      )
      .replace(
        /\{"Fn::GetAtt":\["ItemsTable","Arn"\]\}|\$\{ItemsTable\.Arn\}/g,
        `arn:aws-us-gov:dynamodb:ap-northeast-1:123456789012:table/${"t".repeat(96)}`,
      );
    expect(document).not.toContain("GetAtt");
    expect(document.length).toBeLessThan(6_144);
  },
);

test("the bucket is private, encrypted and versioned, and open to the stage's own pages alone", () => {
  expect(propertiesOf(full, "FilesBucket")).toMatchObject({
    BucketEncryption: {
      ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: "AES256" } }],
    },
    VersioningConfiguration: { Status: "Enabled" },
    PublicAccessBlockConfiguration: {
      BlockPublicAcls: true,
      BlockPublicPolicy: true,
      IgnorePublicAcls: true,
      RestrictPublicBuckets: true,
    },
    OwnershipControls: { Rules: [{ ObjectOwnership: "BucketOwnerEnforced" }] },
    CorsConfiguration: { CorsRules: [{ AllowedOrigins: ["https://app.example.com"] }] },
  });
});

test("where no page may call the API, none may use the files", async () => {
  const parameters = { identityPool: "on", corsOrigins: "none" };
  const template = readTemplate(await packageService("--stage", "prod", ...asArguments(parameters)));
  expect(propertiesOf(template, "FilesBucket")).not.toHaveProperty("CorsConfiguration");
});

test("front ends read of the output FrontEndConfig what they need of it", () => {
  const { FrontEndConfig } = full.Outputs as { FrontEndConfig: { Value: { "Fn::Sub": string } } };
  const text = FrontEndConfig.Value["Fn::Sub"];
  expect(JSON.parse(text)).toMatchObject({
    identityPoolId: `\${IdentityPool}`,
    filesBucket: `\${FilesBucket}`,
    itemsTable: `\${ItemsTable}`,
  });
});
