import { issuerOnAws } from "../../local/pool/open-pool";
import { readStack } from "../../local/stack/stack";
import { SCOPES } from "../../shared/tenants/scopes";
import { readTemplate, type Template } from "../harness/packaged-service";
import { asArguments, packageService } from "./packaged-stages";

const { Resources, Outputs } = readTemplate();
const pool = Resources.CognitoUserPoolUsers?.Properties ?? {};
const webClient = Resources.WebClient?.Properties ?? {};
const arnOf = (id: string) => ({ "Fn::GetAtt": [id, "Arn"] });

const TRIGGERS = {
  PreSignUp: "PreDashsignDashupLambdaFunction",
  UserMigration: "UserDashmigrationLambdaFunction",
  PostConfirmation: "PostDashconfirmationLambdaFunction",
  PreAuthentication: "PreDashauthenticationLambdaFunction",
  PostAuthentication: "PostDashauthenticationLambdaFunction",
  PreTokenGeneration: "PreDashtokenDashgenerationLambdaFunction",
  CustomMessage: "CustomDashmessageLambdaFunction",
};

test("every trigger is wired, the token trigger by its version alone", () => {
  const { PreTokenGeneration, ...others } = TRIGGERS;
  expect(pool.LambdaConfig).toEqual({
    ...Object.fromEntries(Object.entries(others).map(([trigger, id]) => [trigger, arnOf(id)])),
    PreTokenGenerationConfig: { LambdaArn: arnOf(PreTokenGeneration), LambdaVersion: "V2_0" },
    InboundFederation: { LambdaArn: arnOf("InboundDashfederationLambdaFunction"), LambdaVersion: "V1_0" },
  });
});

test("only this pool may call the triggers", () => {
  const permissions = Object.values(Resources)
    .filter(({ Type }) => Type === "AWS::Lambda::Permission")
    .map(({ Properties }) => Properties);
  for (const id of [...Object.values(TRIGGERS), "InboundDashfederationLambdaFunction"])
    expect(permissions.filter(({ FunctionName }) => JSON.stringify(FunctionName).includes(id))).toEqual([
      {
        FunctionName: arnOf(id),
        Action: "lambda:InvokeFunction",
        Principal: "cognito-idp.amazonaws.com",
        SourceArn: arnOf("CognitoUserPoolUsers"),
      },
    ]);
});

test("what cannot be changed on a live pool is as it must stay", () => {
  const immutable = (name: string, longest: string) => ({
    Name: name,
    AttributeDataType: "String",
    Mutable: false,
    Required: false,
    StringAttributeConstraints: { MinLength: "1", MaxLength: longest },
  });
  expect(pool.UsernameAttributes).toEqual(["email"]);
  expect(pool.UsernameConfiguration).toEqual({ CaseSensitive: false });
  expect(pool).not.toHaveProperty("AliasAttributes");
  expect(pool.Schema).toEqual([
    { Name: "email", AttributeDataType: "String", Mutable: true, Required: true },
    immutable("tenant_id", "64"),
    immutable("role", "32"),
    immutable("legacy_id", "256"),
  ]);
});

test("an address is proven before it counts, and the account is recovered through it alone", () => {
  expect(pool).toMatchObject({
    UserPoolTier: "ESSENTIALS",
    UserPoolName: "cognito-triggers-dev",
    AutoVerifiedAttributes: ["email"],
    UserAttributeUpdateSettings: { AttributesRequireVerificationBeforeUpdate: ["email"] },
    AccountRecoverySetting: { RecoveryMechanisms: [{ Name: "verified_email", Priority: 1 }] },
  });
});

test("people may sign up by themselves, under the stage's password policy", () => {
  expect(pool.AdminCreateUserConfig).toMatchObject({ AllowAdminCreateUserOnly: false });
  expect(pool.Policies).toEqual({
    PasswordPolicy: {
      MinimumLength: 12,
      RequireLowercase: true,
      RequireUppercase: true,
      RequireNumbers: true,
      RequireSymbols: false,
      TemporaryPasswordValidityDays: 7,
    },
  });
});

describe("Cognito's own messages", () => {
  const templatesOf = (template: Template) => {
    const { Properties = {} } = template.Resources.CognitoUserPoolUsers ?? {};
    const { InviteMessageTemplate } = Properties.AdminCreateUserConfig as Record<string, unknown>;
    return {
      verification: Properties.VerificationMessageTemplate as Record<string, string>,
      invitation: InviteMessageTemplate as Record<string, string>,
      signIn: Properties.SmsAuthenticationMessage,
    };
  };
  const email = { EmailSubject: expect.any(String), EmailMessage: expect.stringContaining("{####}") };
  let ses: Template;

  beforeAll(async () => {
    const sender = asArguments({
      emailSender: "arn:aws:ses:eu-central-1:123456789012:identity/acme.example",
      emailFrom: "login@acme.example",
    });
    ses = readTemplate(await packageService("--stage", "dev", ...sender));
  });

  test("hold no texts for e-mail that Cognito sends itself", () => {
    const { verification, invitation } = templatesOf(readTemplate());
    expect(verification).toEqual({
      DefaultEmailOption: "CONFIRM_WITH_CODE",
      SmsMessage: expect.stringContaining("{####}"),
    });
    expect(invitation).toEqual({ SMSMessage: expect.stringContaining("{####}") });
  });
  test("hold texts for e-mail that SES sends", () => {
    const { verification, invitation } = templatesOf(ses);
    expect(verification).toMatchObject(email);
    expect(invitation).toMatchObject(email);
    expect(invitation.EmailMessage).toContain("{username}");
  });
  test("hold in text messages what Cognito refuses to send without", () => {
    for (const { verification, invitation, signIn } of [readTemplate(), ses].map(templatesOf)) {
      for (const text of [verification.SmsMessage, signIn, invitation.SMSMessage]) {
        expect(text).toContain("{####}");
        expect(String(text).length).toBeLessThanOrEqual(140);
      }
      expect(invitation.SMSMessage).toContain("{username}");
    }
  });
});

test("the web client has no secret, and the flows of people", () => {
  const { ReadAttributes, WriteAttributes, ...settings } = webClient;
  expect(settings).toEqual({
    ClientName: "web",
    UserPoolId: { Ref: "CognitoUserPoolUsers" },
    GenerateSecret: false,
    ExplicitAuthFlows: ["ALLOW_USER_PASSWORD_AUTH", "ALLOW_USER_SRP_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"],
    PreventUserExistenceErrors: "ENABLED",
    EnableTokenRevocation: true,
    AuthSessionValidity: 3,
    AccessTokenValidity: 60,
    IdTokenValidity: 60,
    RefreshTokenValidity: 30,
    TokenValidityUnits: { AccessToken: "minutes", IdToken: "minutes", RefreshToken: "days" },
    SupportedIdentityProviders: ["COGNITO"],
    AllowedOAuthFlowsUserPoolClient: true,
    AllowedOAuthFlows: ["code"],
    AllowedOAuthScopes: [
      "openid",
      "email",
      "profile",
      "aws.cognito.signin.user.admin",
      ...SCOPES.map((scope) => `api/${scope}`),
    ],
    CallbackURLs: ["http://localhost:3000/signed-in"],
    LogoutURLs: ["http://localhost:3000/signed-out"],
  });
});

test("people can neither write nor read what decides about their rights", () => {
  const writable = ["email", "name", "given_name", "family_name", "locale", "phone_number"];
  expect(webClient.WriteAttributes).toEqual(writable);
  expect([...(webClient.ReadAttributes as string[])].sort()).toEqual(
    [...writable, "email_verified", "phone_number_verified"].sort(),
  );
});

test("the resource server declares the scopes that roles grant", () => {
  expect(Resources.ApiResourceServer?.Properties).toEqual({
    UserPoolId: { Ref: "CognitoUserPoolUsers" },
    Identifier: "api",
    Name: "API",
    Scopes: SCOPES.map((ScopeName) => ({ ScopeName, ScopeDescription: expect.any(String) })),
  });
});

test("the one group of the pool is for the operator's staff", () => {
  const groups = Object.values(Resources).filter(({ Type }) => Type === "AWS::Cognito::UserPoolGroup");
  expect(groups.map(({ Properties }) => Properties.GroupName)).toEqual(["operators"]);
});

test("the stack says what a client of it needs to know", () => {
  expect(Object.keys(Outputs as object).sort()).toEqual([
    "ApiUrl",
    "AttemptsTableName",
    "AuditTableName",
    "DomainEventsDeadLettersUrl",
    "EventBusArn",
    "EventBusName",
    "FrontEndConfig",
    "HttpApiId",
    "HttpApiUrl",
    "InvitationsTableName",
    "Issuer",
    "LegacyUsersTableName",
    "MigrationsTableName",
    "OperatorCommandsPolicyArn",
    "PanelUrl",
    "PeopleTableName",
    "Region",
    "ServerlessDeploymentBucketName",
    "TenantsTableName",
    "UserPoolArn",
    "UserPoolId",
    "WebClientId",
  ]);
});

const withoutPassword = async () =>
  packageService(
    "--stage",
    "dev",
    ...asArguments({
      passwordless: "both",
      passkeyMfa: "on",
      smsMfa: "on",
      passkeyUserVerification: "required",
      issuer: "updated",
    }),
  );

describe("the issuer of tokens", () => {
  const saidIn = ({ Resources: resources, Outputs: outputs }: Template) => ({
    configuration: resources.CognitoUserPoolUsers?.Properties.IssuerConfiguration,
    output: (outputs as Record<string, { Value: unknown }>).Issuer?.Value,
    authorizer: Object.values(resources)
      .filter(({ Type }) => Type === "AWS::ApiGatewayV2::Authorizer")
      .map(({ Properties }) => (Properties.JwtConfiguration as { Issuer: unknown }).Issuer),
  });

  test("is the original one, as CloudFormation knows it, and the pool is told so: a stage may come back to it", () => {
    const original = { "Fn::GetAtt": ["CognitoUserPoolUsers", "ProviderURL"] };
    expect(saidIn(readTemplate())).toEqual({
      configuration: { Type: "ORIGINAL" },
      output: original,
      authorizer: [original],
    });
  });

  test("is the updated one in the pool, the output and the authorizer, and on a laptop the same", async () => {
    const folder = await withoutPassword();
    const updated = {
      "Fn::Sub": `https://issuer-cognito-idp.\${AWS::Region}.amazonaws.com/\${CognitoUserPoolUsers}`,
    };
    expect(saidIn(readTemplate(folder))).toEqual({
      configuration: { Type: "UPDATED" },
      output: updated,
      authorizer: [updated],
    });
    const { pool, httpApi, outputs } = readStack(folder, { seed: "seed" });
    const issuer = `https://issuer-cognito-idp.eu-central-1.amazonaws.com/${pool.id}`;
    expect([issuerOnAws(pool), outputs.Issuer, httpApi?.authorizers[0]?.issuer]).toEqual([
      issuer,
      issuer,
      issuer,
    ]);
  });
});

describe("without a password", () => {
  const partsOf = ({ Resources: { CognitoUserPoolUsers, WebClient }, Outputs: outputs }: Template) => {
    const { Policies, WebAuthnRelyingPartyID, WebAuthnUserVerification, WebAuthnFactorConfiguration } =
      CognitoUserPoolUsers?.Properties ?? {};
    const { SignInPolicy } = Policies as Record<string, unknown>;
    return {
      SignInPolicy,
      passkeys: [WebAuthnRelyingPartyID, WebAuthnUserVerification, WebAuthnFactorConfiguration],
      flows: WebClient?.Properties.ExplicitAuthFlows,
      frontEnd: JSON.stringify((outputs as Record<string, unknown>).FrontEndConfig),
    };
  };

  test("nobody comes in unless the stage says so, and nothing of it is in the template", () => {
    const { SignInPolicy, passkeys, frontEnd } = partsOf(readTemplate());
    expect([SignInPolicy, ...passkeys]).toEqual([undefined, undefined, undefined, undefined]);
    expect(frontEnd).not.toContain("passwordless");
    expect(JSON.stringify(Resources)).not.toContain("PASSWORDLESS");
  });

  test("people come in by a code and by a passkey, besides the password", async () => {
    const { SignInPolicy, passkeys, flows, frontEnd } = partsOf(readTemplate(await withoutPassword()));
    expect(SignInPolicy).toEqual({
      AllowedFirstAuthFactors: ["PASSWORD", "EMAIL_OTP", "SMS_OTP", "WEB_AUTHN"],
    });
    expect(passkeys).toEqual(["localhost", "required", "MULTI_FACTOR_WITH_USER_VERIFICATION"]);
    expect(flows).toContain("ALLOW_USER_AUTH");
    expect(frontEnd).toContain('\\"passwordless\\":\\"both\\"');
  });
});

describe("remembered devices", () => {
  test("there are none unless the stage says so, nor anything of them in the template", () => {
    expect(pool).not.toHaveProperty("DeviceConfiguration");
    expect(Resources).not.toHaveProperty("DevicesPolicy");
    expect(JSON.stringify(Resources)).not.toContain("REMEMBER_DEVICES");
  });

  test.each([
    [{ rememberDevices: "ask" }, [true, false]],
    [{ rememberDevices: "ask", deviceMfa: "on" }, [true, true]],
    [{ rememberDevices: "always" }, [false, false]],
  ])(
    "%p stand for the second factor only if the stage says so",
    async (parameters, [onRequest, replaces]) => {
      const { CognitoUserPoolUsers, DevicesPolicy, ApiDashauthLambdaFunction } = readTemplate(
        await packageService("--stage", "dev", ...asArguments({ panel: "off", ...parameters })),
      ).Resources;
      expect(CognitoUserPoolUsers?.Properties.DeviceConfiguration).toEqual({
        DeviceOnlyRememberedOnUserPrompt: onRequest,
        ChallengeRequiredOnNewDevice: replaces,
      });
      // The function that hands accounts over forgets those of a stranger.
      expect(DevicesPolicy?.Properties).toMatchObject({
        Roles: [{ Ref: "ApiAuthRole" }],
        PolicyDocument: {
          Statement: [
            {
              Effect: "Allow",
              Action: ["cognito-idp:AdminListDevices", "cognito-idp:AdminForgetDevice"],
              Resource: [arnOf("CognitoUserPoolUsers")],
            },
          ],
        },
      });
      expect(ApiDashauthLambdaFunction?.Properties.Environment).toMatchObject({
        Variables: { REMEMBER_DEVICES: parameters.rememberDevices },
      });
    },
  );
});

describe("threat protection", () => {
  test("there is none unless the stage says so, nor anything of it in the template", () => {
    expect(pool.UserPoolTier).toBe("ESSENTIALS");
    expect(pool).not.toHaveProperty("UserPoolAddOns");
    expect(JSON.stringify(Resources)).not.toContain("BREACHED_PASSWORDS");
  });

  test.each([
    [{ tier: "plus" }, "OFF"],
    [{ tier: "plus", threatProtection: "audit" }, "AUDIT"],
  ])("%p is the tier Plus, in which it is %s", async (parameters, mode) => {
    const { CognitoUserPoolUsers } = readTemplate(
      await packageService("--stage", "dev", ...asArguments(parameters)),
    ).Resources;
    expect(CognitoUserPoolUsers?.Properties).toMatchObject({
      UserPoolTier: "PLUS",
      UserPoolAddOns: { AdvancedSecurityMode: mode },
    });
  });
});
