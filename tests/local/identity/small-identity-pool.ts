import type { TemplateResource } from "../../../local/stack/template";
import { client } from "../stack/small-stack";

type Properties = Readonly<Record<string, unknown>>;

const TRUST = {
  Effect: "Allow",
  Principal: { Federated: "cognito-identity.amazonaws.com" },
  Action: ["sts:AssumeRoleWithWebIdentity", "sts:TagSession"],
};

/** A role that this identity pool may hand out to those who are known in this way. */
export const role = (
  amr: string,
  statements: readonly object[],
  changes: Properties = {},
): TemplateResource => ({
  Type: "AWS::IAM::Role",
  Properties: {
    AssumeRolePolicyDocument: {
      Version: "2012-10-17",
      Statement: [
        {
          ...TRUST,
          Condition: {
            StringEquals: { "cognito-identity.amazonaws.com:aud": { Ref: "Identities" } },
            "ForAnyValue:StringLike": { "cognito-identity.amazonaws.com:amr": amr },
          },
        },
      ],
    },
    Policies: [{ PolicyName: "own", PolicyDocument: { Version: "2012-10-17", Statement: statements } }],
    ...changes,
  },
});

const FILES = { "Fn::GetAtt": ["Files", "Arn"] };
const filesOf = (path: string) => ({ "Fn::Sub": `\${Files.Arn}/${path}` });

/** What a tenant's people may do: the files below its name, its items, and those of themselves. */
export const OF_THE_TENANT = [
  {
    Sid: "TenantFiles",
    Effect: "Allow",
    Action: ["s3:GetObject", "s3:PutObject"],
    // Outside of Fn::Sub, a variable of policies is plain text.
    Resource: { "Fn::Join": ["", [FILES, `/\${aws:PrincipalTag/tenant_id}/*`]] },
  },
  {
    Sid: "TenantLists",
    Effect: "Allow",
    Action: "s3:ListBucket",
    Resource: FILES,
    Condition: { StringLike: { "s3:prefix": `\${aws:PrincipalTag/tenant_id}/*` } },
  },
  { Sid: "NoSecrets", Effect: "Deny", Action: "s3:*", Resource: filesOf("*/secret/*") },
  {
    Sid: "TenantItems",
    Effect: "Allow",
    Action: [
      "dynamodb:GetItem",
      "dynamodb:BatchGetItem",
      "dynamodb:Query",
      "dynamodb:PutItem",
      "dynamodb:UpdateItem",
      "dynamodb:DeleteItem",
      "dynamodb:BatchWriteItem",
      "dynamodb:ConditionCheckItem",
    ],
    Resource: [{ "Fn::GetAtt": ["Items", "Arn"] }, { "Fn::Sub": `\${Items.Arn}/index/*` }],
    Condition: {
      Null: { "dynamodb:LeadingKeys": false },
      "ForAllValues:StringEquals": { "dynamodb:LeadingKeys": [`\${aws:PrincipalTag/tenant_id}`] },
    },
  },
];

const OF_GUESTS = [{ Effect: "Allow", Action: "s3:GetObject", Resource: filesOf("public/*") }];

/** A bucket and a table of tenants, and an identity pool for the people of the web client. */
export const RESOURCES: Readonly<Record<string, TemplateResource>> = {
  ...client({
    ExplicitAuthFlows: ["ALLOW_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"],
    ReadAttributes: ["email", "name", "custom:tenant_id"],
  }),
  Pool: {
    Type: "AWS::Cognito::UserPool",
    Properties: {
      UsernameAttributes: ["email"],
      UsernameConfiguration: { CaseSensitive: false },
      Schema: [{ Name: "tenant_id", AttributeDataType: "String", Mutable: true }],
    },
  },
  Other: {
    Type: "AWS::Cognito::UserPoolClient",
    Properties: { UserPoolId: { Ref: "Pool" }, ExplicitAuthFlows: ["ALLOW_USER_PASSWORD_AUTH"] },
  },
  Identities: {
    Type: "AWS::Cognito::IdentityPool",
    Properties: {
      AllowUnauthenticatedIdentities: true,
      AllowClassicFlow: false,
      CognitoIdentityProviders: [
        {
          ClientId: { Ref: "Web" },
          ProviderName: { "Fn::GetAtt": ["Pool", "ProviderName"] },
          ServerSideTokenCheck: true,
        },
      ],
    },
  },
  Attachment: {
    Type: "AWS::Cognito::IdentityPoolRoleAttachment",
    Properties: {
      IdentityPoolId: { Ref: "Identities" },
      Roles: {
        authenticated: { "Fn::GetAtt": ["People", "Arn"] },
        unauthenticated: { "Fn::GetAtt": ["Guests", "Arn"] },
      },
    },
  },
  Tags: {
    Type: "AWS::Cognito::IdentityPoolPrincipalTag",
    Properties: {
      IdentityPoolId: { Ref: "Identities" },
      IdentityProviderName: { "Fn::GetAtt": ["Pool", "ProviderName"] },
      UseDefaults: false,
      PrincipalTags: { tenant_id: "custom:tenant_id", name: "name" },
    },
  },
  People: role("authenticated", OF_THE_TENANT),
  Guests: role("unauthenticated", OF_GUESTS),
  Files: { Type: "AWS::S3::Bucket" },
  FilesPolicy: {
    Type: "AWS::S3::BucketPolicy",
    Properties: {
      Bucket: { Ref: "Files" },
      PolicyDocument: {
        Version: "2012-10-17",
        Statement: [
          {
            Sid: "TlsOnly",
            Effect: "Deny",
            Principal: "*",
            Action: "s3:*",
            Resource: [FILES, filesOf("*")],
            Condition: { Bool: { "aws:SecureTransport": false } },
          },
          { Sid: "Sealed", Effect: "Deny", Principal: "*", Action: "s3:*", Resource: filesOf("*/sealed/*") },
        ],
      },
    },
  },
  Items: {
    Type: "AWS::DynamoDB::Table",
    Properties: {
      BillingMode: "PAY_PER_REQUEST",
      AttributeDefinitions: ["owner", "item", "topic"].map((AttributeName) => ({
        AttributeName,
        AttributeType: "S",
      })),
      KeySchema: [
        { AttributeName: "owner", KeyType: "HASH" },
        { AttributeName: "item", KeyType: "RANGE" },
      ],
      GlobalSecondaryIndexes: [
        {
          IndexName: "by-topic",
          KeySchema: [{ AttributeName: "topic", KeyType: "HASH" }],
          Projection: { ProjectionType: "ALL" },
        },
      ],
    },
  },
};

/** The resources, one of which has other properties. */
export const withProperties = (id: string, properties: Properties): typeof RESOURCES => {
  const resource = RESOURCES[id];
  if (resource === undefined) throw new Error(`there is no ${id}`);
  return { ...RESOURCES, [id]: { ...resource, Properties: { ...resource.Properties, ...properties } } };
};
