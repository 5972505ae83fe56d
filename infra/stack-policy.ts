import { parameterValue, type Variables } from "./framework";

/** After a replacement, a table or a bucket would be empty, and a pool or a client would have another id. */
const NEVER_REPLACED = [
  "AWS::Cognito::UserPool",
  "AWS::Cognito::UserPoolClient",
  "AWS::Cognito::IdentityPool",
  "AWS::DynamoDB::Table",
  "AWS::S3::Bucket",
];

const ALLOW_UPDATES = { Effect: "Allow", Principal: "*", Action: "Update:*", Resource: "*" };

/** A stage that keeps its data takes no update that would lose it, whatever a template says. What leaves the stack is retained. */
export const stackPolicy = async (variables: Variables) =>
  (await parameterValue(variables, "retainData")) === "yes"
    ? [
        ALLOW_UPDATES,
        {
          Effect: "Deny",
          Principal: "*",
          Action: "Update:Replace",
          // By type: CloudFormation refuses a policy that names something which is not in the template.
          Resource: "*",
          Condition: { StringEquals: { ResourceType: NEVER_REPLACED } },
        },
      ]
    : // CloudFormation keeps an earlier policy where it is sent none.
      [ALLOW_UPDATES];
