import { parameterValue, type Variables } from "./framework";

/** After a replacement, a table or a bucket would be empty, and a pool or a client would have another id. */
const NEVER_REPLACED = [
  "AWS::Cognito::UserPool",
  "AWS::Cognito::UserPoolClient",
  "AWS::Cognito::IdentityPool",
  "AWS::DynamoDB::Table",
  "AWS::S3::Bucket",
];

/** The tables know people by ids of this pool, so an update must not drop it. */
const NEVER_LEFT = ["AWS::Cognito::UserPool"];

const ALLOW_UPDATES = { Effect: "Allow", Principal: "*", Action: "Update:*", Resource: "*" };

const denied = (Action: string, types: readonly string[]) => ({
  Effect: "Deny",
  Principal: "*",
  Action,
  // By type: CloudFormation refuses a policy that names something which is not in the template.
  Resource: "*",
  Condition: { StringEquals: { ResourceType: types } },
});

/** A stage that keeps its data refuses updates that would lose it. Other resources that leave the stack are retained. */
export const stackPolicy = async (variables: Variables) =>
  (await parameterValue(variables, "retainData")) === "yes"
    ? [ALLOW_UPDATES, denied("Update:Replace", NEVER_REPLACED), denied("Update:Delete", NEVER_LEFT)]
    : // CloudFormation keeps an earlier policy where it is sent none.
      [ALLOW_UPDATES];
