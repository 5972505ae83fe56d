import { FILES } from "./imitated/files";
import { FUNCTIONS } from "./imitated/functions";
import { HTTP_API } from "./imitated/http-api";
import { IDENTITY_POOL } from "./imitated/identity-pool";
import type { Imitation, Imitations } from "./imitated/resource-type";
import { TABLES } from "./imitated/tables";
import { USER_POOL } from "./imitated/user-pool";

const CUSTOM_RESOURCE = "AWS::CloudFormation::CustomResource";

/** Whether a function makes resources of this type. */
export const isCustomResource = (type: string): boolean =>
  type === CUSTOM_RESOURCE || type.startsWith("Custom::");

export const imitationOf = (type: string): Imitation | undefined =>
  IMITATED[isCustomResource(type) ? CUSTOM_RESOURCE : type];

/** A type in neither this table nor WITHOUT_EFFECT could change an answer, so it stops the start. */
const IMITATED: Imitations = {
  ...USER_POOL,
  ...IDENTITY_POOL,
  ...TABLES,
  ...FILES,
  ...FUNCTIONS,
  ...HTTP_API,
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
  // Only its function knows what its properties mean.
  [CUSTOM_RESOURCE]: { imitated: "any" },
  // The value is generated where something refers to it.
  "AWS::SecretsManager::Secret": {
    imitated: { Name: "any", GenerateSecretString: "any", SecretString: "any" },
    withoutEffect: { Description: "descriptions", KmsKeyId: "encryption of secrets", Tags: "tags" },
  },
};

/** The name in the start-up line of a resource that changes no answer; undefined for any other. */
export const noteOf = (id: string, type: string): string | undefined =>
  OF_THE_FRAMEWORK[id] ?? WITHOUT_EFFECT[type];

/** Resources that the framework adds for its own deployments, by logical ids. */
const OF_THE_FRAMEWORK: Readonly<Record<string, string>> = {
  ServerlessDeploymentBucket: "the deployment bucket",
  ServerlessDeploymentBucketPolicy: "the deployment bucket",
};

const WITHOUT_EFFECT: Readonly<Record<string, string>> = {
  "AWS::CloudWatch::Alarm": "alarms",
  "AWS::CloudWatch::CompositeAlarm": "alarms",
  "AWS::CloudWatch::Dashboard": "dashboards",
  "AWS::CodeDeploy::Application": "gradual deployments",
  "AWS::CodeDeploy::DeploymentGroup": "gradual deployments",
  "AWS::Cognito::LogDeliveryConfiguration": "log settings",
  "AWS::Cognito::ManagedLoginBranding": "the look of the sign-in pages",
  "AWS::Cognito::UserPoolUICustomizationAttachment": "the look of the sign-in pages",
  "AWS::IAM::ManagedPolicy": "roles",
  "AWS::IAM::Policy": "roles",
  // local/stack/roles.ts reads those that an identity pool hands out.
  "AWS::IAM::Role": "roles",
  "AWS::Lambda::Permission": "permissions to call functions",
  "AWS::Lambda::Version": "versions of functions, of which only the newest runs",
  "AWS::Logs::LogGroup": "log groups",
  "AWS::Logs::MetricFilter": "alarms",
  "AWS::Logs::QueryDefinition": "saved queries of the log",
  "AWS::ApiGatewayV2::ApiMapping": "the domain of the API",
  "AWS::ApiGatewayV2::DomainName": "the domain of the API",
  "AWS::SSM::Parameter": "outputs for other stacks",
  "AWS::WAFv2::WebACLAssociation": "AWS WAF",
  "AWS::SNS::Subscription": "alarms",
  "AWS::SNS::Topic": "alarms",
  "AWS::SQS::QueuePolicy": "permissions to use queues",
};

/** Attributes of a resource, outside of its properties, that change no answer. */
export const ATTRIBUTES_WITHOUT_EFFECT: Readonly<Record<string, string>> = {
  DeletionPolicy: "deletion policies",
  UpdatePolicy: "gradual deployments",
  UpdateReplacePolicy: "deletion policies",
};
/** Attributes of resources and sections of templates that are either imitated or need no note. */
export const PLAIN_ATTRIBUTES: readonly string[] = ["Type", "Properties", "DependsOn", "Metadata"];
export const PLAIN_SECTIONS: readonly string[] = [
  "AWSTemplateFormatVersion",
  "Description",
  "Metadata",
  "Outputs",
  "Resources",
];
