import type { StackResource } from "./framework";
import type { Kept, KmsKeys } from "./parameters/kms-keys";
import { referencesOf } from "./references";

/**
 * What a service does with a key on behalf of its caller, who needs the right to do so. Other services use a key by its own policy,
 * or by a grant that the deployment makes: see docs/encryption.md.
 */
interface Use {
  readonly service: string;
  readonly kept: Kept;
  /** What the service does for a call. */
  readonly doneFor: (call: string) => readonly string[];
  /** The encryption context by which the service names the resource to KMS. No caller can forge it. */
  readonly context: string;
  readonly nameOf: (id: string) => unknown;
}

const DECRYPT = ["kms:Decrypt"];
const ENCRYPT = ["kms:Decrypt", "kms:GenerateDataKey"];
const arnOf = (id: string) => ({ "Fn::GetAtt": [id, "Arn"] });

/** By types of resources. */
const USES: Readonly<Record<string, Use>> = {
  "AWS::Cognito::UserPool": {
    service: "cognito-idp",
    kept: "pool",
    doneFor: (call) =>
      call.startsWith("cognito-idp:")
        ? [
            "kms:Decrypt",
            "kms:DescribeKey",
            "kms:Encrypt",
            "kms:GenerateDataKeyWithoutPlaintext",
            "kms:ReEncryptFrom",
            "kms:ReEncryptTo",
          ]
        : [],
    context: "aws:cognito-idp:userpool-arn",
    nameOf: arnOf,
  },
  "AWS::DynamoDB::Table": {
    service: "dynamodb",
    kept: "tables",
    // AWS lists these for the principal that sets the key of a table. It is inferred that readers and writers need them too.
    doneFor: (call) =>
      call.startsWith("dynamodb:")
        ? [
            "kms:Decrypt",
            "kms:DescribeKey",
            "kms:Encrypt",
            "kms:GenerateDataKey",
            "kms:GenerateDataKeyWithoutPlaintext",
            "kms:ReEncryptFrom",
            "kms:ReEncryptTo",
          ]
        : [],
    context: "aws:dynamodb:tableName",
    nameOf: (id) => ({ Ref: id }),
  },
  "AWS::S3::Bucket": {
    service: "s3",
    kept: "files",
    doneFor: (call) => (call === "s3:GetObject" ? DECRYPT : call === "s3:PutObject" ? ENCRYPT : []),
    // With a key of the bucket, S3 names the bucket and not the file.
    context: "aws:s3:arn",
    nameOf: arnOf,
  },
  "AWS::SQS::Queue": {
    service: "sqs",
    kept: "events",
    doneFor: (call) => (call === "sqs:SendMessage" ? ENCRYPT : []),
    context: "aws:sqs:arn",
    nameOf: arnOf,
  },
};

interface Statement {
  readonly Effect: string;
  readonly Action: string | readonly string[];
  readonly Resource?: unknown;
}
interface Policy {
  readonly PolicyDocument: { readonly Statement: readonly Statement[] };
}

type TypeOf = (id: string) => string | undefined;

/** A role or a policy with the further rights to the keys that its holders need; any other resource as it is. */
export function withKeyUses(resource: StackResource, typeOf: TypeOf, keys: KmsKeys): StackResource {
  const { Type, Properties = {} } = resource;
  const extended = (policy: Policy): Policy => withUses(policy, typeOf, keys);
  switch (Type) {
    case "AWS::IAM::Policy":
    case "AWS::IAM::ManagedPolicy":
      return { ...resource, Properties: { ...Properties, ...extended(Properties as unknown as Policy) } };
    case "AWS::IAM::Role":
      return {
        ...resource,
        Properties: {
          ...Properties,
          ...(Array.isArray(Properties.Policies) && { Policies: Properties.Policies.map(extended) }),
        },
      };
    default:
      return resource;
  }
}

function withUses(policy: Policy, typeOf: TypeOf, keys: KmsKeys): Policy {
  const { Statement } = policy.PolicyDocument;
  const uses = Object.entries(USES).flatMap(([type, use]) => {
    const key = keys[use.kept];
    return key === undefined ? [] : statementOf(use, key, callsOn(type, Statement, typeOf));
  });
  if (uses.length === 0) return policy;
  return { ...policy, PolicyDocument: { ...policy.PolicyDocument, Statement: [...Statement, ...uses] } };
}

interface Call {
  readonly action: string;
  readonly id: string;
}

/** What statements allow on resources of a type. */
const callsOn = (type: string, statements: readonly Statement[], typeOf: TypeOf): readonly Call[] =>
  statements
    .filter(({ Effect }) => Effect === "Allow")
    .flatMap(({ Action, Resource }) =>
      referencesOf(Resource)
        .filter((id) => typeOf(id) === type)
        .flatMap((id) => [Action].flat().map((action) => ({ action, id }))),
    );

function statementOf(use: Use, key: string, calls: readonly Call[]): readonly Statement[] {
  const needing = calls.filter(({ action }) => use.doneFor(action).length > 0);
  if (needing.length === 0) return [];
  const ids = [...new Set(needing.map(({ id }) => id))];
  const statement = {
    Effect: "Allow",
    Action: [...new Set(needing.flatMap(({ action }) => use.doneFor(action)))].sort(),
    Resource: key,
    Condition: {
      StringEquals: { "kms:ViaService": { "Fn::Sub": `${use.service}.\${AWS::Region}.amazonaws.com` } },
      // Only DescribeKey has no encryption context. In every other call, the service names the resource.
      StringEqualsIfExists: { [`kms:EncryptionContext:${use.context}`]: ids.map(use.nameOf) },
    },
  };
  return [statement];
}
