import { DIGITS, derivedText, LOWERCASE, UPPERCASE } from "./derived-text";

/** The name and the place of the stack. */
export interface StackIdentity {
  readonly service: string;
  readonly stage: string;
  readonly stackName: string;
  readonly region: string;
  readonly accountId: string;
}

/** The ARN of the stack. AWS makes up its last part. */
export const stackId = (stack: StackIdentity): string =>
  arn("cloudformation", `stack/${stack.stackName}/${uuidOf("stack", stack)}`, stack);

const uuidOf = (purpose: string, { stackName }: StackIdentity): string =>
  derivedText(stackName, purpose, `${DIGITS}abcdef`, 32).replace(/(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");

/** A resource that needs a name: its logical id, and what its properties say about the name. */
interface Nameless {
  readonly id: string;
  readonly stack: StackIdentity;
  readonly text: (property: string) => string | undefined;
  readonly has: (property: string) => boolean;
}

interface Naming {
  readonly ref: (resource: Nameless) => string;
  readonly attributes?: Readonly<Record<string, (resource: Nameless) => string | undefined>>;
}

const arn = (service: string, resource: string, { region, accountId }: StackIdentity): string =>
  `arn:aws:${service}:${region}:${accountId}:${resource}`;

const chosenName = ({ id, stack }: Nameless): string => `${stack.stackName}-${id}`;

const lowercaseId =
  (length: number) =>
  ({ id, stack }: Nameless): string =>
    derivedText(stack.stackName, id, LOWERCASE + DIGITS, length);

const named =
  (property: string) =>
  (resource: Nameless): string =>
    resource.text(property) ?? chosenName(resource);

const poolId = ({ stack }: Nameless): string =>
  `${stack.region}_${derivedText(stack.stackName, "pool", DIGITS + UPPERCASE + LOWERCASE, 9)}`;
const poolHost = (resource: Nameless): string =>
  `cognito-idp.${resource.stack.region}.amazonaws.com/${poolId(resource)}`;

const identityPoolId = ({ id, stack }: Nameless): string => `${stack.region}:${uuidOf(id, stack)}`;

export const apiDomainName = (apiId: string, region: string): string =>
  `${apiId}.execute-api.${region}.amazonaws.com`;

const tableName = ({ id, stack, text }: Nameless): string =>
  text("TableName") ?? `${stack.service}-${stack.stage}-${id}`;

const secretArn = (resource: Nameless): string =>
  arn(
    "secretsmanager",
    `secret:${named("Name")(resource)}-${derivedText(resource.stack.stackName, resource.id, LOWERCASE + UPPERCASE, 6)}`,
    resource.stack,
  );

const bucketName = (resource: Nameless): string => named("BucketName")(resource).toLowerCase();

/** The values of Ref and Fn::GetAtt, in the forms of AWS. They stay the same for the same stack. */
const NAMINGS: Readonly<Record<string, Naming>> = {
  // Not imitated, but outputs refer to it.
  "AWS::ApiGateway::RestApi": { ref: lowercaseId(10) },
  "AWS::ApiGatewayV2::Api": {
    ref: lowercaseId(10),
    attributes: {
      ApiId: lowercaseId(10),
      ApiEndpoint: (api) => `https://${apiDomainName(lowercaseId(10)(api), api.stack.region)}`,
    },
  },
  "AWS::ApiGatewayV2::Authorizer": { ref: lowercaseId(6), attributes: { AuthorizerId: lowercaseId(6) } },
  "AWS::ApiGatewayV2::DomainName": {
    ref: named("DomainName"),
    attributes: {
      RegionalDomainName: (domain) => `d-${apiDomainName(lowercaseId(10)(domain), domain.stack.region)}`,
    },
  },
  "AWS::ApiGatewayV2::Integration": { ref: lowercaseId(7), attributes: { IntegrationId: lowercaseId(7) } },
  "AWS::ApiGatewayV2::Route": { ref: lowercaseId(7), attributes: { RouteId: lowercaseId(7) } },
  "AWS::ApiGatewayV2::Stage": { ref: named("StageName") },
  "AWS::Cognito::IdentityPool": {
    ref: identityPoolId,
    attributes: { Id: identityPoolId, Name: named("IdentityPoolName") },
  },
  "AWS::Cognito::UserPool": {
    ref: poolId,
    attributes: {
      Arn: (pool) => arn("cognito-idp", `userpool/${poolId(pool)}`, pool.stack),
      ProviderName: poolHost,
      ProviderURL: (pool) => `https://${poolHost(pool)}`,
      UserPoolId: poolId,
    },
  },
  "AWS::Cognito::UserPoolClient": {
    ref: lowercaseId(26),
    attributes: { ClientId: lowercaseId(26), Name: named("ClientName") },
  },
  "AWS::Cognito::UserPoolDomain": {
    ref: named("Domain"),
    attributes: { CloudFrontDistribution: (domain) => `d${lowercaseId(13)(domain)}.cloudfront.net` },
  },
  "AWS::Cognito::UserPoolGroup": { ref: named("GroupName") },
  "AWS::Cognito::UserPoolIdentityProvider": { ref: named("ProviderName") },
  "AWS::Cognito::UserPoolResourceServer": { ref: named("Identifier") },
  "AWS::Cognito::UserPoolSessionConfigurationAttachment": { ref: named("UserPoolId") },
  "AWS::DynamoDB::Table": {
    ref: tableName,
    attributes: {
      Arn: (table) => arn("dynamodb", `table/${tableName(table)}`, table.stack),
      StreamArn: (table) =>
        table.has("StreamSpecification")
          ? arn("dynamodb", `table/${tableName(table)}/stream/2026-01-01T00:00:00.000`, table.stack)
          : undefined,
    },
  },
  "AWS::Events::EventBus": {
    ref: named("Name"),
    attributes: {
      Arn: (bus) => arn("events", `event-bus/${named("Name")(bus)}`, bus.stack),
      Name: named("Name"),
    },
  },
  "AWS::IAM::ManagedPolicy": {
    ref: (policy) => `arn:aws:iam::${policy.stack.accountId}:policy/${named("ManagedPolicyName")(policy)}`,
  },
  "AWS::IAM::Role": {
    ref: named("RoleName"),
    attributes: { Arn: (role) => `arn:aws:iam::${role.stack.accountId}:role/${named("RoleName")(role)}` },
  },
  "AWS::Lambda::Function": {
    ref: named("FunctionName"),
    attributes: {
      Arn: (lambda) => arn("lambda", `function:${named("FunctionName")(lambda)}`, lambda.stack),
    },
  },
  // The type of a function in a SAM template.
  "AWS::Serverless::Function": {
    ref: named("FunctionName"),
    attributes: {
      Arn: (lambda) => arn("lambda", `function:${named("FunctionName")(lambda)}`, lambda.stack),
    },
  },
  // Named after its function: the property resolves to the function's name.
  "AWS::Lambda::Version": {
    ref: (version) => arn("lambda", `function:${named("FunctionName")(version)}:1`, version.stack),
    attributes: { Version: () => "1" },
  },
  "AWS::Lambda::Alias": {
    ref: (alias) =>
      arn("lambda", `function:${named("FunctionName")(alias)}:${named("Name")(alias)}`, alias.stack),
  },
  "AWS::Lambda::EventSourceMapping": { ref: lowercaseId(36), attributes: { Id: lowercaseId(36) } },
  "AWS::Logs::LogGroup": {
    ref: named("LogGroupName"),
    attributes: { Arn: (group) => arn("logs", `log-group:${named("LogGroupName")(group)}:*`, group.stack) },
  },
  "AWS::S3::Bucket": {
    ref: bucketName,
    attributes: { Arn: (bucket) => `arn:aws:s3:::${bucketName(bucket)}` },
  },
  "AWS::SecretsManager::Secret": { ref: secretArn, attributes: { Id: secretArn } },
  "AWS::SQS::Queue": {
    ref: (queue) =>
      `https://sqs.${queue.stack.region}.amazonaws.com/${queue.stack.accountId}/${named("QueueName")(queue)}`,
    attributes: {
      Arn: (queue) => arn("sqs", named("QueueName")(queue), queue.stack),
      QueueName: named("QueueName"),
    },
  },
};

/** The value of Ref; undefined for an unknown type. */
export const physicalId = (type: string, resource: Nameless): string | undefined =>
  NAMINGS[type]?.ref(resource);

/** The value of Fn::GetAtt; undefined for an unknown attribute. */
export const physicalAttribute = (type: string, attribute: string, resource: Nameless): string | undefined =>
  NAMINGS[type]?.attributes?.[attribute]?.(resource);

/** The secret of an app client. Unlike ids, it is derived from the seed, which is not public. */
export const clientSecret = (seed: string, id: string): string =>
  derivedText(seed, `client secret ${id}`, LOWERCASE + DIGITS, 51);
