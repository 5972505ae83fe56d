/** What is done with a type of resource. */
export interface Imitation {
  /**
   * The properties that are imitated, by their paths: with all their values, or with the listed ones. A path stands for
   * everything below it. Lists do not show in paths. Or all properties, whatever they are.
   */
  readonly imitated: Readonly<Record<string, "any" | readonly string[]>> | "any";
  /** Properties that change no answer, and what the start-up line calls them. */
  readonly withoutEffect?: Readonly<Record<string, string>>;
  /** Whether a reference to a secret of somebody else may stay a reference. */
  readonly keepsExternalSecrets?: true;
}

const CUSTOM_RESOURCE = "AWS::CloudFormation::CustomResource";

/** Whether a function makes it, whatever the type of resource is called. */
export const isCustomResource = (type: string): boolean =>
  type === CUSTOM_RESOURCE || type.startsWith("Custom::");

export const imitationOf = (type: string): Imitation | undefined =>
  IMITATED[isCustomResource(type) ? CUSTOM_RESOURCE : type];

/** Whatever is in neither of the two tables would change an answer, and stops the start. */
const IMITATED: Readonly<Record<string, Imitation>> = {
  "AWS::Cognito::UserPool": {
    imitated: {
      UserPoolName: "any",
      UsernameAttributes: ["email"],
      "UsernameConfiguration.CaseSensitive": ["false"],
      "Schema.Name": "any",
      "Schema.AttributeDataType": "any",
      "Schema.Mutable": "any",
      "Schema.Required": "any",
      "Schema.DeveloperOnlyAttribute": ["false"],
      "Schema.StringAttributeConstraints": "any",
      AutoVerifiedAttributes: ["email", "phone_number"],
      "UserAttributeUpdateSettings.AttributesRequireVerificationBeforeUpdate": ["email", "phone_number"],
      "AccountRecoverySetting.RecoveryMechanisms.Name": ["verified_email", "verified_phone_number"],
      "AccountRecoverySetting.RecoveryMechanisms.Priority": "any",
      "Policies.PasswordPolicy.MinimumLength": "any",
      "Policies.PasswordPolicy.RequireLowercase": "any",
      "Policies.PasswordPolicy.RequireUppercase": "any",
      "Policies.PasswordPolicy.RequireNumbers": "any",
      "Policies.PasswordPolicy.RequireSymbols": "any",
      "Policies.PasswordPolicy.TemporaryPasswordValidityDays": "any",
      "Policies.PasswordPolicy.PasswordHistorySize": ["0"],
      "Policies.SignInPolicy.AllowedFirstAuthFactors": ["PASSWORD"],
      MfaConfiguration: ["OFF", "OPTIONAL", "ON"],
      EnabledMfas: ["SOFTWARE_TOKEN_MFA", "SMS_MFA"],
      "EmailConfiguration.EmailSendingAccount": ["COGNITO_DEFAULT", "DEVELOPER"],
      "EmailConfiguration.From": "any",
      "VerificationMessageTemplate.DefaultEmailOption": ["CONFIRM_WITH_CODE"],
      "VerificationMessageTemplate.EmailSubject": "any",
      "VerificationMessageTemplate.EmailMessage": "any",
      "VerificationMessageTemplate.SmsMessage": "any",
      SmsAuthenticationMessage: "any",
      "AdminCreateUserConfig.AllowAdminCreateUserOnly": "any",
      "AdminCreateUserConfig.InviteMessageTemplate.EmailSubject": "any",
      "AdminCreateUserConfig.InviteMessageTemplate.EmailMessage": "any",
      "AdminCreateUserConfig.InviteMessageTemplate.SMSMessage": "any",
      "LambdaConfig.PreSignUp": "any",
      "LambdaConfig.UserMigration": "any",
      "LambdaConfig.PostConfirmation": "any",
      "LambdaConfig.PreAuthentication": "any",
      "LambdaConfig.PostAuthentication": "any",
      "LambdaConfig.PreTokenGeneration": "any",
      "LambdaConfig.PreTokenGenerationConfig.LambdaArn": "any",
      "LambdaConfig.PreTokenGenerationConfig.LambdaVersion": ["V1_0", "V2_0", "V3_0"],
      "LambdaConfig.CustomMessage": "any",
      "LambdaConfig.DefineAuthChallenge": "any",
      "LambdaConfig.CreateAuthChallenge": "any",
      "LambdaConfig.VerifyAuthChallengeResponse": "any",
      // In the lowest tier, tokens are not the same.
      UserPoolTier: ["ESSENTIALS", "PLUS"],
      "UserPoolAddOns.AdvancedSecurityMode": ["OFF"],
      DeletionProtection: ["ACTIVE", "INACTIVE"],
    },
    withoutEffect: {
      SmsConfiguration: "the sender of text messages",
      "EmailConfiguration.SourceArn": "the sender of e-mail",
      "EmailConfiguration.ReplyToEmailAddress": "the sender of e-mail",
      "EmailConfiguration.ConfigurationSet": "the sender of e-mail",
      UserPoolTags: "tags",
    },
  },
  "AWS::Cognito::UserPoolClient": {
    imitated: {
      UserPoolId: "any",
      ClientName: "any",
      GenerateSecret: "any",
      ExplicitAuthFlows: [
        "ALLOW_ADMIN_USER_PASSWORD_AUTH",
        "ALLOW_USER_PASSWORD_AUTH",
        "ALLOW_USER_SRP_AUTH",
        "ALLOW_CUSTOM_AUTH",
        "ALLOW_REFRESH_TOKEN_AUTH",
        "ADMIN_NO_SRP_AUTH",
        "CUSTOM_AUTH_FLOW_ONLY",
        "USER_PASSWORD_AUTH",
      ],
      PreventUserExistenceErrors: ["ENABLED", "LEGACY"],
      EnableTokenRevocation: "any",
      AuthSessionValidity: "any",
      AccessTokenValidity: "any",
      IdTokenValidity: "any",
      RefreshTokenValidity: "any",
      "TokenValidityUnits.AccessToken": ["seconds", "minutes", "hours", "days"],
      "TokenValidityUnits.IdToken": ["seconds", "minutes", "hours", "days"],
      "TokenValidityUnits.RefreshToken": ["seconds", "minutes", "hours", "days"],
      "RefreshTokenRotation.Feature": ["ENABLED", "DISABLED"],
      "RefreshTokenRotation.RetryGracePeriodSeconds": "any",
      ReadAttributes: "any",
      WriteAttributes: "any",
      SupportedIdentityProviders: "any",
      AllowedOAuthFlowsUserPoolClient: "any",
      AllowedOAuthFlows: ["code", "client_credentials"],
      AllowedOAuthScopes: "any",
      CallbackURLs: "any",
      LogoutURLs: "any",
      DefaultRedirectURI: "any",
      EnablePropagateAdditionalUserContextData: ["false"],
    },
    withoutEffect: { AnalyticsConfiguration: "analytics" },
  },
  "AWS::Cognito::UserPoolGroup": {
    imitated: { UserPoolId: "any", GroupName: "any", Description: "any", Precedence: "any", RoleArn: "any" },
  },
  "AWS::Cognito::UserPoolResourceServer": {
    imitated: { UserPoolId: "any", Identifier: "any", Name: "any", Scopes: "any" },
  },
  "AWS::Cognito::UserPoolDomain": {
    imitated: { UserPoolId: "any", Domain: "any", ManagedLoginVersion: "any" },
    withoutEffect: { CustomDomainConfig: "the certificate of the domain" },
  },
  "AWS::Cognito::UserPoolIdentityProvider": {
    imitated: {
      UserPoolId: "any",
      ProviderName: "any",
      ProviderType: ["SAML", "OIDC", "Google", "Facebook", "SignInWithApple", "LoginWithAmazon"],
      ProviderDetails: "any",
      AttributeMapping: "any",
      IdpIdentifiers: "any",
    },
    keepsExternalSecrets: true,
  },
  "AWS::DynamoDB::Table": {
    imitated: {
      TableName: "any",
      KeySchema: "any",
      AttributeDefinitions: "any",
      "GlobalSecondaryIndexes.IndexName": "any",
      "GlobalSecondaryIndexes.KeySchema": "any",
      "GlobalSecondaryIndexes.Projection": "any",
      TimeToLiveSpecification: "any",
      "StreamSpecification.StreamViewType": ["NEW_AND_OLD_IMAGES"],
      BillingMode: ["PAY_PER_REQUEST"],
    },
    withoutEffect: {
      SSESpecification: "encryption of tables",
      PointInTimeRecoverySpecification: "point-in-time recovery",
      DeletionProtectionEnabled: "deletion protection of tables",
      ContributorInsightsSpecification: "contributor insights",
      TableClass: "table classes",
      Tags: "tags",
    },
  },
  "AWS::S3::Bucket": {
    imitated: {
      BucketName: "any",
      "CorsConfiguration.CorsRules.AllowedHeaders": "any",
      "CorsConfiguration.CorsRules.AllowedMethods": "any",
      "CorsConfiguration.CorsRules.AllowedOrigins": "any",
      "CorsConfiguration.CorsRules.ExposedHeaders": "any",
      "CorsConfiguration.CorsRules.Id": "any",
      "CorsConfiguration.CorsRules.MaxAge": "any",
    },
    withoutEffect: {
      BucketEncryption: "encryption of files",
      LifecycleConfiguration: "lifecycle rules of files, which stay until they are deleted",
      OwnershipControls: "the ownership of files",
      PublicAccessBlockConfiguration: "blocks of public access, which nothing gives here",
      VersioningConfiguration: "versions of files, of which only the newest is kept",
      Tags: "tags",
    },
  },
  "AWS::Lambda::Function": {
    imitated: {
      FunctionName: "any",
      Handler: "any",
      Runtime: ["nodejs20.x", "nodejs22.x", "nodejs24.x"],
      PackageType: ["Zip"],
      MemorySize: "any",
      Timeout: "any",
      "Environment.Variables": "any",
      ReservedConcurrentExecutions: "any",
    },
    withoutEffect: {
      Code: "deployment packages",
      Role: "roles",
      Architectures: "processor architecture",
      Description: "descriptions",
      EphemeralStorage: "the size of /tmp",
      KmsKeyArn: "encryption of environments",
      LoggingConfig: "log settings",
      TracingConfig: "tracing",
      VpcConfig: "networks of functions",
      Tags: "tags",
    },
  },
  "AWS::Lambda::EventSourceMapping": {
    imitated: {
      EventSourceArn: "any",
      FunctionName: "any",
      Enabled: ["true"],
      BatchSize: "any",
      // What was handed over is not kept, so there is nothing further back.
      StartingPosition: ["TRIM_HORIZON", "LATEST"],
      MaximumRetryAttempts: "any",
      MaximumRecordAgeInSeconds: ["-1"],
      BisectBatchOnFunctionError: "any",
      FunctionResponseTypes: ["ReportBatchItemFailures"],
      ParallelizationFactor: ["1"],
      "DestinationConfig.OnFailure.Destination": "any",
    },
    withoutEffect: {
      MaximumBatchingWindowInSeconds: "how long a stream waits for a full batch",
      Tags: "tags",
    },
  },
  // A list of what could not be delivered.
  "AWS::SQS::Queue": {
    imitated: { QueueName: "any" },
    withoutEffect: {
      KmsDataKeyReusePeriodSeconds: "encryption of queues",
      KmsMasterKeyId: "encryption of queues",
      MessageRetentionPeriod: "how long queues keep messages",
      SqsManagedSseEnabled: "encryption of queues",
      VisibilityTimeout: "how long a message is hidden from other readers",
      Tags: "tags",
    },
  },
  "AWS::ApiGatewayV2::Api": {
    imitated: { Name: "any", ProtocolType: ["HTTP"], CorsConfiguration: "any" },
    withoutEffect: { Description: "descriptions", Tags: "tags" },
  },
  "AWS::ApiGatewayV2::Stage": {
    imitated: { ApiId: "any", StageName: ["$default"], AutoDeploy: ["true"] },
    withoutEffect: {
      AccessLogSettings: "access logs",
      DefaultRouteSettings: "throttling and metrics of routes",
      RouteSettings: "throttling and metrics of routes",
      Description: "descriptions",
      Tags: "tags",
    },
  },
  "AWS::ApiGatewayV2::Route": {
    imitated: {
      ApiId: "any",
      RouteKey: "any",
      Target: "any",
      AuthorizationType: ["NONE", "JWT"],
      AuthorizerId: "any",
      AuthorizationScopes: "any",
    },
    withoutEffect: { OperationName: "descriptions" },
  },
  "AWS::ApiGatewayV2::Integration": {
    imitated: {
      ApiId: "any",
      IntegrationType: ["AWS_PROXY"],
      IntegrationUri: "any",
      IntegrationMethod: ["POST"],
      PayloadFormatVersion: ["1.0", "2.0"],
      TimeoutInMillis: "any",
    },
    withoutEffect: { Description: "descriptions" },
  },
  "AWS::ApiGatewayV2::Authorizer": {
    imitated: {
      ApiId: "any",
      Name: "any",
      AuthorizerType: ["JWT"],
      IdentitySource: ["$request.header.Authorization"],
      "JwtConfiguration.Issuer": "any",
      "JwtConfiguration.Audience": "any",
    },
  },
  "AWS::Events::EventBus": {
    imitated: { Name: "any" },
    withoutEffect: {
      DeadLetterConfig: "what becomes of events that no target takes",
      Description: "descriptions",
      KmsKeyIdentifier: "encryption of events",
      LogConfig: "log settings",
      Policy: "who else may use the bus",
      Tags: "tags",
    },
  },
  // What its properties mean, its function says.
  [CUSTOM_RESOURCE]: { imitated: "any" },
  // Made up where something refers to it.
  "AWS::SecretsManager::Secret": {
    imitated: { Name: "any", GenerateSecretString: "any", SecretString: "any" },
    withoutEffect: { Description: "descriptions", KmsKeyId: "encryption of secrets", Tags: "tags" },
  },
};

/** What the start-up line calls a resource that changes no answer; undefined for one that does. */
export const noteOf = (id: string, type: string): string | undefined =>
  OF_THE_FRAMEWORK[id] ?? WITHOUT_EFFECT[type];

/** Where the framework puts its packages, by logical ids. */
const OF_THE_FRAMEWORK: Readonly<Record<string, string>> = {
  ServerlessDeploymentBucket: "the deployment bucket",
  ServerlessDeploymentBucketPolicy: "the deployment bucket",
};

const WITHOUT_EFFECT: Readonly<Record<string, string>> = {
  "AWS::CloudWatch::Alarm": "alarms",
  "AWS::CloudWatch::CompositeAlarm": "alarms",
  "AWS::CloudWatch::Dashboard": "dashboards",
  "AWS::Cognito::LogDeliveryConfiguration": "log settings",
  "AWS::Cognito::ManagedLoginBranding": "the look of the sign-in pages",
  "AWS::Cognito::UserPoolUICustomizationAttachment": "the look of the sign-in pages",
  "AWS::IAM::ManagedPolicy": "roles",
  "AWS::IAM::Policy": "roles",
  "AWS::IAM::Role": "roles",
  "AWS::Lambda::Permission": "permissions to call functions",
  "AWS::Logs::LogGroup": "log groups",
  "AWS::Logs::MetricFilter": "alarms",
  "AWS::S3::BucketPolicy": "the deployment bucket",
  "AWS::SNS::Subscription": "alarms",
  "AWS::SNS::Topic": "alarms",
  "AWS::SQS::QueuePolicy": "permissions to use queues",
};

/** What resources carry beside their properties. */
export const ATTRIBUTES_WITHOUT_EFFECT: Readonly<Record<string, string>> = {
  DeletionPolicy: "deletion policies",
  UpdateReplacePolicy: "deletion policies",
};
/** Attributes of a resource and sections of a template that nothing needs to be said about. */
export const PLAIN_ATTRIBUTES: readonly string[] = ["Type", "Properties", "DependsOn", "Metadata"];
export const PLAIN_SECTIONS: readonly string[] = [
  "AWSTemplateFormatVersion",
  "Description",
  "Metadata",
  "Outputs",
  "Resources",
];
