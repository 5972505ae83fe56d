import type { Template } from "../harness/packaged-service";
import { EVERYTHING_ON, packagedStages, type Stages } from "./packaged-stages";
import { cycleOf } from "./reference-graph";

const STAGES = ["dev", "prod", "full"] as const;
type StageName = (typeof STAGES)[number];
const TABLES = [
  "PeopleTable",
  "TenantsTable",
  "InvitationsTable",
  "AuditTable",
  "MigrationsTable",
  "LegacyUsersTable",
  "AttemptsTable",
];

const tablesOf = (stage: StageName) => (stage === "full" ? [...TABLES, "ItemsTable"] : TABLES);

let stages: Stages;

beforeAll(async () => {
  stages = await packagedStages();
});

const idsOf = (template: Template, type: string) =>
  Object.keys(template.Resources)
    .filter((id) => template.Resources[id]?.Type === type)
    .sort();

const propertiesOf = (template: Template, id: string) => template.Resources[id]?.Properties ?? {};

describe.each(STAGES)("in the stage %s", (stage) => {
  test("no resource waits for itself", () => {
    expect(cycleOf(stages[stage])).toBeUndefined();
  });

  test("no role is shared, and none of the framework's making exists", () => {
    expect(idsOf(stages[stage], "AWS::IAM::Role")).toEqual(
      [
        "ApiAuditRole",
        "ApiAuthRole",
        "ApiClientsRole",
        "ApiInvitationsRole",
        "ApiMembersRole",
        "ApiMembershipsRole",
        "ApiPasskeysRole",
        "ApiPeopleRole",
        "ApiProfileRole",
        "ApiTenantRole",
        "ApiTenantsRole",
        "CustomMessageRole",
        "DomainEventsRole",
        ...(stage === "full" ? ["GuestsRole", "OperatorsRole", "SignedInRole"] : []),
        ...(stage === "prod" ? [] : ["ApiSessionsRole", "InboundFederationRole", "PanelRole"]),
        "PostAuthenticationRole",
        "PostConfirmationRole",
        "PreAuthenticationRole",
        "PreSignUpRole",
        "PreTokenGenerationRole",
        ...(stage === "full" ? ["SmsRole"] : []),
        "StackRecordsRole",
        "UserMigrationRole",
      ].sort(),
    );
    // Of the role for invitations, where SES sends them, and of the two that link accounts.
    expect(idsOf(stages[stage], "AWS::IAM::Policy")).toEqual(
      stage === "full" ? ["AccountLinkingAuthorityPolicy", "AccountLinkingPolicy", "LettersPolicy"] : [],
    );
  });

  test("every table is encrypted, on demand and without a fixed name", () => {
    expect(idsOf(stages[stage], "AWS::DynamoDB::Table")).toEqual([...tablesOf(stage)].sort());
    for (const id of tablesOf(stage)) {
      expect(propertiesOf(stages[stage], id)).toMatchObject({
        BillingMode: "PAY_PER_REQUEST",
        SSESpecification: { SSEEnabled: true },
      });
      expect(propertiesOf(stages[stage], id)).not.toHaveProperty("TableName");
    }
  });

  test("every table can be recovered to a point in time, except the counters of sign-in attempts", () => {
    const recoverable = tablesOf(stage).filter(
      (id) => propertiesOf(stages[stage], id).PointInTimeRecoverySpecification !== undefined,
    );
    expect(recoverable).toEqual(tablesOf(stage).filter((id) => id !== "AttemptsTable"));
    for (const id of recoverable)
      expect(propertiesOf(stages[stage], id)).toMatchObject({
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      });
  });

  describe("a retained stage keeps", () => {
    const retained = stage !== "dev";
    const policy = retained ? "Retain" : "Delete";
    const policiesOf = (id: string) => {
      const resource = stages[stage].Resources[id];
      return {
        DeletionPolicy: resource?.DeletionPolicy,
        UpdateReplacePolicy: resource?.UpdateReplacePolicy,
      };
    };
    const kept = { DeletionPolicy: policy, UpdateReplacePolicy: policy };
    const goesWithTheStack = { DeletionPolicy: "Delete", UpdateReplacePolicy: "Delete" };

    test("its pool and tables, except the counters of sign-in attempts", () => {
      for (const id of tablesOf(stage).filter((table) => table !== "AttemptsTable")) {
        expect(policiesOf(id)).toEqual(kept);
        expect(propertiesOf(stages[stage], id).DeletionProtectionEnabled).toBe(retained);
      }
      expect(propertiesOf(stages[stage], "CognitoUserPoolUsers").DeletionProtection).toBe(
        retained ? "ACTIVE" : "INACTIVE",
      );
      expect(policiesOf("AttemptsTable")).toEqual(goesWithTheStack);
      expect(propertiesOf(stages[stage], "AttemptsTable").DeletionProtectionEnabled).toBe(false);
    });

    test("whatever is in its pool", () => {
      const inPool = Object.keys(stages[stage].Resources).filter((id) =>
        stages[stage].Resources[id]?.Type.startsWith("AWS::Cognito::UserPool"),
      );
      expect(inPool).toEqual(
        expect.arrayContaining([
          "CognitoUserPoolUsers",
          "WebClient",
          "ApiResourceServer",
          "OperatorsGroup",
          ...(stage === "full"
            ? ["MachineClient", "Domain", "CustomDomain", "AcmeSamlIdentityProvider"]
            : []),
        ]),
      );
      for (const id of inPool) expect([id, policiesOf(id)]).toEqual([id, kept]);
    });

    if (stage === "full")
      test("its files and their policy, but nothing that only leads to them", () => {
        for (const id of ["FilesBucket", "FilesBucketPolicy"])
          expect([id, policiesOf(id)]).toEqual([id, kept]);
        for (const id of ["IdentityPool", "IdentityPoolRoles", "IdentityPoolTags", "SignedInRole"])
          expect([id, stages[stage].Resources[id]?.DeletionPolicy]).toEqual([id, undefined]);
      });

    if (stage === "full")
      test("no look of its sign-in pages: one that stayed would be in the way of the next deployment's", () => {
        const looks = idsOf(stages[stage], "AWS::Cognito::ManagedLoginBranding");
        expect(looks).toEqual(["BrandingOfclient1", "DeskWebClientBranding", "WebClientBranding"]);
        for (const id of looks)
          expect([id, stages[stage].Resources[id]?.DeletionPolicy]).toEqual([id, undefined]);
      });

    test("no key of pseudonyms, which goes with the log and the counters that it is for", () => {
      expect(policiesOf("PseudonymKey")).toEqual(goesWithTheStack);
    });
  });

  test("a function runs on arm64 and logs into a group with an end", () => {
    for (const id of idsOf(stages[stage], "AWS::Lambda::Function"))
      expect(propertiesOf(stages[stage], id)).toMatchObject({
        Runtime: "nodejs24.x",
        Architectures: ["arm64"],
        MemorySize: id.startsWith("UserDashmigration") ? 1024 : 512,
      });
    for (const id of idsOf(stages[stage], "AWS::Logs::LogGroup"))
      expect(propertiesOf(stages[stage], id).RetentionInDays).toBe({ dev: 14, prod: 365, full: 90 }[stage]);
    expect(idsOf(stages[stage], "AWS::Lambda::Version")).toEqual([]);
  });

  test("a function ends before whoever waits for it gives it up", () => {
    const most = (id: string) => (id.startsWith("ApiDash") ? 29 : id.startsWith("StackDash") ? 60 : 5);
    const waitedFor = idsOf(stages[stage], "AWS::Lambda::Function").filter(
      (id) => id !== "DomainDasheventsLambdaFunction",
    );
    for (const id of waitedFor) expect(propertiesOf(stages[stage], id).Timeout).toBeLessThanOrEqual(most(id));
    expect(propertiesOf(stages[stage], "StackRecords").ServiceTimeout).toBeGreaterThan(60);
  });

  test("secrets are references that CloudFormation resolves", () => {
    for (const id of ["PreDashsignDashup", "UserDashmigration", "PreDashauthentication"])
      expect(propertiesOf(stages[stage], `${id}LambdaFunction`)).toMatchObject({
        Environment: {
          Variables: { PSEUDONYM_KEY: { "Fn::Sub": `{{resolve:secretsmanager:\${PseudonymKey}}}` } },
        },
      });
    expect(propertiesOf(stages[stage], "PseudonymKey")).toEqual({
      Description: expect.any(String),
      GenerateSecretString: { PasswordLength: 48, ExcludePunctuation: true },
      ...(stage === "full" && { KmsKeyId: EVERYTHING_ON.kmsKeys }),
    });
    const secrets = JSON.stringify(stages[stage]).match(/"(client_secret|private_key)":"[^"]*"/g) ?? [];
    expect(secrets).toHaveLength(stage === "full" ? 4 : 0);
    for (const secret of secrets) expect(secret).toMatch(/:"\{\{resolve:secretsmanager:[^}]+\}\}"$/);
  });
});

test("a function that knew its pool would be a cycle, and is found", () => {
  const template = structuredClone(stages.dev);
  const { Variables } = propertiesOf(template, "PreDashsignDashupLambdaFunction").Environment as {
    Variables: Record<string, unknown>;
  };
  Variables.USER_POOL_ID = { Ref: "CognitoUserPoolUsers" };
  expect(cycleOf(template)).toEqual([
    "PreDashsignDashupLambdaFunction",
    "CognitoUserPoolUsers",
    "PreDashsignDashupLambdaFunction",
  ]);
});

test("a role that knew its pool would be a cycle, and is found", () => {
  const template = structuredClone(stages.full);
  Object.assign(propertiesOf(template, "SmsRole"), {
    Description: { "Fn::Sub": `For the pool \${CognitoUserPoolUsers.Arn}` },
  });
  expect(cycleOf(template)).toEqual(["CognitoUserPoolUsers", "SmsRole", "CognitoUserPoolUsers"]);
});

test("what is off is not in the template", () => {
  for (const template of [stages.dev, stages.prod]) {
    expect(idsOf(template, "AWS::Cognito::UserPoolClient")).toEqual(["WebClient"]);
    expect(idsOf(template, "AWS::Cognito::UserPoolDomain")).toEqual([]);
    expect(idsOf(template, "AWS::Cognito::ManagedLoginBranding")).toEqual([]);
    expect(idsOf(template, "AWS::Cognito::UserPoolIdentityProvider")).toEqual([]);
    expect(idsOf(template, "AWS::ApiGateway::RestApi")).toEqual([]);
    expect(idsOf(template, "AWS::Cognito::IdentityPool")).toEqual([]);
    expect(idsOf(template, "AWS::S3::Bucket")).toEqual(["ServerlessDeploymentBucket"]);
    expect(propertiesOf(template, "OperatorsGroup")).not.toHaveProperty("RoleArn");
    expect(JSON.stringify(template.Outputs)).not.toContain("identityPoolId");
    expect(propertiesOf(template, "UserDashmigrationLambdaFunction")).not.toHaveProperty(
      "ReservedConcurrentExecutions",
    );
    expect(Object.keys(template.Outputs as object)).not.toEqual(
      expect.arrayContaining([
        expect.stringMatching(/Machine|^Domain$|CustomDomain|RestApi|IdentityPool|Files|Items/),
      ]),
    );
    const pool = propertiesOf(template, "CognitoUserPoolUsers");
    expect(pool).toMatchObject({
      MfaConfiguration: "OPTIONAL",
      EnabledMfas: ["SOFTWARE_TOKEN_MFA"],
      EmailConfiguration: { EmailSendingAccount: "COGNITO_DEFAULT" },
      LambdaConfig: { PreTokenGenerationConfig: { LambdaVersion: "V2_0" } },
    });
    expect(pool).not.toHaveProperty("SmsConfiguration");
  }
});

test("what is on is in the template", () => {
  const { full } = stages;
  // Cognito takes the flow for refresh tokens that stay from no client whose tokens rotate.
  expect(propertiesOf(full, "WebClient")).toMatchObject({
    ExplicitAuthFlows: ["ALLOW_USER_PASSWORD_AUTH", "ALLOW_USER_SRP_AUTH", "ALLOW_USER_AUTH"],
    RefreshTokenRotation: { Feature: "ENABLED", RetryGracePeriodSeconds: 30 },
  });
  expect(propertiesOf(full, "MachineClient")).toEqual({
    ClientName: "machine",
    UserPoolId: { Ref: "CognitoUserPoolUsers" },
    GenerateSecret: true,
    ExplicitAuthFlows: ["ALLOW_REFRESH_TOKEN_AUTH"],
    PreventUserExistenceErrors: "ENABLED",
    EnableTokenRevocation: true,
    AccessTokenValidity: 60,
    TokenValidityUnits: { AccessToken: "minutes" },
    ReadAttributes: ["email"],
    WriteAttributes: ["email"],
    AllowedOAuthFlowsUserPoolClient: true,
    AllowedOAuthFlows: ["client_credentials"],
    AllowedOAuthScopes: [
      "api/profile.read",
      "api/profile.write",
      "api/members.read",
      "api/members.manage",
      "api/tenants.read",
      "api/tenants.manage",
    ],
  });
  expect(propertiesOf(full, "Domain")).toEqual({
    UserPoolId: { Ref: "CognitoUserPoolUsers" },
    Domain: "example-login",
    ManagedLoginVersion: 2,
  });
  expect(propertiesOf(full, "CustomDomain")).toEqual({
    UserPoolId: { Ref: "CognitoUserPoolUsers" },
    Domain: "login.acme.example",
    CustomDomainConfig: { CertificateArn: EVERYTHING_ON.customDomainCertificate },
    ManagedLoginVersion: 2,
  });
  expect(propertiesOf(full, "WebClient").SupportedIdentityProviders).toEqual([
    "COGNITO",
    "AcmeSaml",
    "BravoOidc",
    "Google",
    "Facebook",
    "SignInWithApple",
  ]);
  expect(full.Resources.WebClient?.DependsOn).toEqual([
    "ApiResourceServer",
    "AcmeSamlIdentityProvider",
    "BravoOidcIdentityProvider",
    "GoogleIdentityProvider",
    "FacebookIdentityProvider",
    "SignInWithAppleIdentityProvider",
  ]);
  expect(propertiesOf(full, "UserDashmigrationLambdaFunction").ReservedConcurrentExecutions).toBe(20);
  expect(propertiesOf(full, "CognitoUserPoolUsers")).toMatchObject({
    MfaConfiguration: "ON",
    EnabledMfas: ["SOFTWARE_TOKEN_MFA", "SMS_MFA", "EMAIL_OTP"],
    EmailAuthenticationSubject: "Your sign-in code for Example",
    EmailAuthenticationMessage: expect.stringContaining("{####}"),
    AccountRecoverySetting: {
      RecoveryMechanisms: [
        { Name: "verified_email", Priority: 1 },
        { Name: "verified_phone_number", Priority: 2 },
      ],
    },
    SmsConfiguration: {
      SnsCallerArn: { "Fn::GetAtt": ["SmsRole", "Arn"] },
      SnsRegion: { Ref: "AWS::Region" },
      ExternalId: "cognito-triggers-full",
    },
    EmailConfiguration: {
      EmailSendingAccount: "DEVELOPER",
      SourceArn: "arn:aws:ses:eu-central-1:123456789012:identity/example.com",
      From: "Example <login@example.com>",
    },
    LambdaConfig: { PreTokenGenerationConfig: { LambdaVersion: "V3_0" } },
  });
  expect(full.Outputs).toMatchObject({
    MachineClientId: { Value: { Ref: "MachineClient" } },
    Domain: { Value: { "Fn::Sub": `example-login.auth.\${AWS::Region}.amazoncognito.com` } },
    CustomDomain: { Value: "login.acme.example" },
    CustomDomainTarget: { Value: { "Fn::GetAtt": ["CustomDomain", "CloudFrontDistribution"] } },
  });
});

test("only Cognito, for a pool of this account, may send text messages, and only to telephones", () => {
  expect(propertiesOf(stages.full, "SmsRole")).toEqual({
    PermissionsBoundary: EVERYTHING_ON.permissionsBoundary,
    AssumeRolePolicyDocument: {
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Principal: { Service: "cognito-idp.amazonaws.com" },
          Action: "sts:AssumeRole",
          Condition: {
            StringEquals: {
              "sts:ExternalId": "cognito-triggers-full",
              "aws:SourceAccount": { Ref: "AWS::AccountId" },
            },
            ArnLike: {
              "aws:SourceArn": {
                "Fn::Sub": `arn:\${AWS::Partition}:cognito-idp:\${AWS::Region}:\${AWS::AccountId}:userpool/*`,
              },
            },
          },
        },
      ],
    },
    Policies: [
      {
        PolicyName: "sms",
        PolicyDocument: {
          Version: "2012-10-17",
          Statement: [
            { Effect: "Allow", Action: ["sns:Publish"], Resource: "*" },
            {
              Effect: "Deny",
              Action: ["sns:Publish"],
              Resource: { "Fn::Sub": `arn:\${AWS::Partition}:sns:*:*:*` },
            },
          ],
        },
      },
    ],
  });
});

test("the triggers of a stage with everything on know what is on", () => {
  const environment = (id: string) =>
    (propertiesOf(stages.full, id).Environment as { Variables: Record<string, string> }).Variables;
  expect(environment("CustomDashmessageLambdaFunction")).toMatchObject({
    EMAIL_SENDER: "ses",
    BRANDS: '{"default":{"name":"Example"},"client1":{"name":"Acme","colour":"#0055aa"}}',
  });
  expect(environment("PreDashtokenDashgenerationLambdaFunction")).toMatchObject({
    ROLE_GROUPS: "on",
  });
});

test("the stack registers its own clients, and the providers of the parameter", () => {
  const ServiceToken = { "Fn::GetAtt": ["StackDashrecordsLambdaFunction", "Arn"] };
  const web = { id: { Ref: "WebClient" }, name: "web", kind: "own" };
  const desk = { id: { Ref: "DeskWebClient" }, name: "desk", kind: "own" };
  expect(propertiesOf(stages.dev, "StackRecords")).toMatchObject({
    ServiceToken,
    clients: [web],
    providers: [],
  });
  expect(propertiesOf(stages.full, "StackRecords")).toMatchObject({
    ServiceToken,
    clients: [web, desk, { id: { Ref: "MachineClient" }, name: "machine", kind: "machine" }],
    providers: [
      { name: "AcmeSaml", tenantId: "acme", authoritativeFor: ["acme.example"] },
      { name: "BravoOidc", authoritativeFor: [] },
      { name: "Google", authoritativeFor: [] },
      { name: "Facebook", authoritativeFor: [] },
      { name: "SignInWithApple", authoritativeFor: [] },
    ],
  });
});
