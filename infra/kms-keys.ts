import { parameterValue, type StackResource, type TemplatePart, type Variables } from "./framework";
import { withKeyUses } from "./kms-key-uses";
import type { Kept, KmsKeys } from "./parameters/kms-keys";

/** For the framework's own setting, which encrypts the environments of functions. Another key makes a new version of each. */
export const ofEnvironments = async (variables: Variables) =>
  (await parameterValue(variables, "kmsKeys"))?.secrets ?? null;

interface Encrypted {
  readonly kept: Kept;
  /** The properties that name the key. */
  readonly by: (key: string) => Readonly<Record<string, unknown>>;
}

/** By types of resources. */
const ENCRYPTED: Readonly<Record<string, Encrypted>> = {
  "AWS::Cognito::UserPool": {
    kept: "pool",
    by: (key) => ({ KeyConfiguration: { KeyType: "CUSTOMER_MANAGED_KEY", KmsKeyArn: key } }),
  },
  "AWS::DynamoDB::Table": {
    kept: "tables",
    by: (key) => ({ SSESpecification: { SSEEnabled: true, SSEType: "KMS", KMSMasterKeyId: key } }),
  },
  "AWS::S3::Bucket": {
    kept: "files",
    by: (key) => ({
      BucketEncryption: {
        ServerSideEncryptionConfiguration: [
          {
            ServerSideEncryptionByDefault: { SSEAlgorithm: "aws:kms", KMSMasterKeyID: key },
            // S3 asks KMS once in a while, and not for each file.
            BucketKeyEnabled: true,
          },
        ],
      },
    }),
  },
  "AWS::Events::EventBus": { kept: "events", by: (key) => ({ KmsKeyIdentifier: key }) },
  "AWS::SQS::Queue": {
    kept: "events",
    by: (key) => ({ KmsMasterKeyId: key, SqsManagedSseEnabled: false }),
  },
  "AWS::SecretsManager::Secret": { kept: "secrets", by: (key) => ({ KmsKeyId: key }) },
  "AWS::Logs::LogGroup": { kept: "logs", by: (key) => ({ KmsKeyId: key }) },
};

/**
 * Resources that stay encrypted by a key of their service. The framework's bucket holds code and no data of people. AWS allows no
 * KMS key for a log group into which Cognito writes.
 */
const WITHOUT_KEY: readonly string[] = ["ServerlessDeploymentBucket", "MessagesLogGroup"];

/**
 * The template of a stage with keys of its own, which encrypt everything that holds data of people. A principal that may use a
 * table, the files or the queue may use the key for it, but only through that service. Any other template stays as it is.
 */
export function withKmsKeys(template: TemplatePart, keys: KmsKeys | undefined): TemplatePart {
  if (keys === undefined) return template;
  const resources = template.Resources ?? {};
  const typeOf = (id: string) => resources[id]?.Type;
  const encrypted = Object.entries(resources).map(([id, resource]) => [
    id,
    withKeyUses(WITHOUT_KEY.includes(id) ? resource : encryptedBy(keys, resource), typeOf, keys),
  ]);
  return { ...template, Resources: Object.fromEntries(encrypted) };
}

function encryptedBy(keys: KmsKeys, resource: StackResource): StackResource {
  const { kept, by } = ENCRYPTED[resource.Type] ?? {};
  const key = kept && keys[kept];
  return key && by ? { ...resource, Properties: { ...resource.Properties, ...by(key) } } : resource;
}
