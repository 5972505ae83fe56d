import { client, GREET, readSmall, refusals, withPool } from "./small-stack";

test("a stack of what is imitated is not refused", () => {
  expect(refusals({ Greet: GREET, ...client({ ClientName: "web" }) })).toEqual([]);
});

test("everything that cannot be imitated is named at once", () => {
  expect(
    refusals(
      {
        ...withPool({
          AliasAttributes: ["preferred_username"],
          UserPoolAddOns: { AdvancedSecurityMode: "ENFORCED" },
          LambdaConfig: {
            KMSKeyID: "key",
            CustomEmailSender: { LambdaArn: "arn", LambdaVersion: "V1_0" },
            PreSignUp: "arn:aws:lambda:eu-central-1:123456789012:function:elsewhere",
          },
          IssuerConfiguration: { Type: "CUSTOM" },
        }),
        ...client({ ExplicitAuthFlows: ["ALLOW_ANOTHER_AUTH"] }),
        Queue: { Type: "AWS::AmazonMQ::Broker" },
        Risk: { Type: "AWS::Cognito::UserPoolRiskConfigurationAttachment" },
      },
      { Conditions: { IsProd: {} } },
    ),
  ).toEqual([
    "the section Conditions",
    "Pool: UserPoolAddOns.AdvancedSecurityMode ENFORCED",
    "Pool: IssuerConfiguration.Type CUSTOM",
    "Pool: LambdaConfig.KMSKeyID",
    "Pool: LambdaConfig.CustomEmailSender.LambdaArn",
    "Pool: LambdaConfig.CustomEmailSender.LambdaVersion",
    "Web: ExplicitAuthFlows ALLOW_ANOTHER_AUTH",
    "Queue (AWS::AmazonMQ::Broker)",
    "Risk (AWS::Cognito::UserPoolRiskConfigurationAttachment)",
    "Pool: UsernameAttributes beside AliasAttributes",
    "Pool.LambdaConfig.PreSignUp, which is not a function of this stack",
  ]);
});

test("the error lists them one a line", () => {
  expect(() =>
    readSmall({ Queue: { Type: "AWS::AmazonMQ::Broker" }, Topic: { Type: "AWS::Kinesis::Stream" } }),
  ).toThrow(
    "the local edition does not imitate:\n- Queue (AWS::AmazonMQ::Broker)\n- Topic (AWS::Kinesis::Stream)",
  );
});

test.each([
  [
    "addresses in the place of user names beside aliases",
    { AliasAttributes: ["preferred_username"] },
    "Pool: UsernameAttributes beside AliasAttributes",
  ],
  ["the lowest tier", { UserPoolTier: "LITE" }, "Pool: UserPoolTier LITE"],
  [
    "links instead of codes",
    { VerificationMessageTemplate: { DefaultEmailOption: "CONFIRM_WITH_LINK" } },
    "Pool: VerificationMessageTemplate.DefaultEmailOption CONFIRM_WITH_LINK",
  ],
  [
    "a history of passwords",
    { Policies: { PasswordPolicy: { PasswordHistorySize: 5 } } },
    "Pool: Policies.PasswordPolicy.PasswordHistorySize 5",
  ],
  [
    "a custom attribute that does not say whether it can be changed",
    { Schema: [{ Name: "tenant", AttributeDataType: "String" }] },
    "Pool.Schema[0] without Mutable",
  ],
])("refuses %s", (_, properties, refusal) => {
  expect(refusals(withPool(properties))).toEqual([refusal]);
});

test("one domain of its own and one with a prefix are a pool's, and no other", () => {
  const domain = (Domain: string) => ({
    Type: "AWS::Cognito::UserPoolDomain",
    Properties: { UserPoolId: { Ref: "Pool" }, Domain },
  });
  const refusedWith = (...names: string[]) =>
    refusals(Object.fromEntries(names.map((name, index) => [`Domain${index}`, domain(name)])));
  expect(refusedWith("acme-login", "login.acme.example")).toEqual([]);
  expect(refusedWith("acme-login", "acme-login-2")).toEqual(["Domain1: a second domain"]);
});

test("refuses what belongs to another pool, and a second one", () => {
  expect(
    refusals({
      ...client({ UserPoolId: "eu-central-1_Other" }),
      Other: withPool({}).Pool ?? { Type: "" },
    }),
  ).toEqual(["Other: a second pool", "Web: another pool"]);
});

test("refuses a stack without a pool", () => {
  expect(refusals({ Pool: { Type: "AWS::AmazonMQ::Broker" } })).toEqual([
    "Pool (AWS::AmazonMQ::Broker)",
    "a stack without a user pool of its own (existingPool)",
  ]);
});

test("refuses a REST API, also if an output names it", () => {
  const Outputs = {
    RestApiUrl: { Value: { "Fn::Sub": `https://\${RestApi}.execute-api.\${AWS::Region}.amazonaws.com` } },
  };
  expect(refusals({ RestApi: { Type: "AWS::ApiGateway::RestApi" } }, { Outputs })).toEqual([
    "RestApi (AWS::ApiGateway::RestApi)",
  ]);
});

test("refuses a resource that exists on a condition", () => {
  expect(refusals({ Greet: { ...GREET, Condition: "IsProd" } })).toEqual(["Greet: Condition"]);
});

test("refuses a function that another runtime, layers or another handler would make", () => {
  expect(
    refusals({
      Greet: {
        ...GREET,
        Properties: {
          ...GREET.Properties,
          Runtime: "python3.13",
          Layers: ["arn"],
          Handler: "functions/greet/index.main",
        },
      },
    }),
  ).toEqual([
    "Greet: Runtime python3.13",
    "Greet: Layers",
    "Greet: the handler functions/greet/index.main instead of functions/<folder>/index.handler",
  ]);
});

test.each([
  "index.handler",
  "functions/index.handler",
  "functions/../greet/index.handler",
  "src/greet/index.handler",
])("refuses the handler %s, whose folder is none in functions", (Handler) => {
  expect(refusals({ Greet: { ...GREET, Properties: { ...GREET.Properties, Handler } } })).toEqual([
    `Greet: the handler ${Handler} instead of functions/<folder>/index.handler`,
  ]);
});

test("refuses a secret of somebody else where a function would read it", () => {
  const Environment = { Variables: { KEY: "{{resolve:secretsmanager:prod/key:SecretString:key}}" } };
  expect(refusals({ Greet: { ...GREET, Properties: { ...GREET.Properties, Environment } } })).toEqual([
    "Greet: Environment.Variables.KEY {{resolve:secretsmanager:prod/key:SecretString:key}}",
  ]);
});

test("keeps the reference to the secret of an identity provider, and says so", () => {
  const reference = "{{resolve:secretsmanager:dev/google:SecretString:client_secret}}";
  const { identityProviders, notes } = readSmall({
    Google: {
      Type: "AWS::Cognito::UserPoolIdentityProvider",
      Properties: {
        UserPoolId: { Ref: "Pool" },
        ProviderName: "Google",
        ProviderType: "Google",
        ProviderDetails: { client_id: "id", client_secret: reference },
        AttributeMapping: { email: "email" },
      },
    },
  });
  expect(identityProviders).toEqual([
    {
      name: "Google",
      type: "Google",
      details: { client_id: "id", client_secret: reference },
      attributeMapping: { email: "email" },
      identifiers: [],
    },
  ]);
  expect(notes).toEqual(["secrets of Google"]);
});

test("what changes no answer is noted, and its references need not resolve", () => {
  const { notes } = readSmall({
    ...withPool({
      UserPoolTags: { owner: { "Fn::ImportValue": "owner" } },
      SmsConfiguration: { SnsCallerArn: "arn" },
    }),
    Role: { Type: "AWS::IAM::Role", Properties: { Path: { "Fn::ImportValue": "path" } } },
    Alarm: { Type: "AWS::CloudWatch::Alarm", DeletionPolicy: "Retain" },
  });
  expect(notes).toEqual(["alarms", "deletion policies", "roles", "tags", "the sender of text messages"]);
});

test("a property of the wrong kind is an error that names its place", () => {
  expect(() => readSmall(withPool({ Schema: "none" }))).toThrow('Pool.Schema is not a list: "none"');
  expect(() => readSmall(client({ AccessTokenValidity: "long" }))).toThrow(
    'Web.AccessTokenValidity is not a whole number: "long"',
  );
});
