import { parameterValue, type TemplatePart, type Variables } from "./framework";

const TABLE = "LegacyUsersTable";
const SSM = "ssm:";

/** True for a secret in Parameter Store, false for one in Secrets Manager. */
export const isParameter = (secret: string): boolean => secret.startsWith(SSM);

/** The table of the stack, for the functions that read it; null where the old users are elsewhere. */
export const table = async (variables: Variables) =>
  (await parameterValue(variables, "legacySource")).kind === "dynamodb" ? { Ref: TABLE } : null;

/** The network of the two functions that reach the old users; null keeps them out of any VPC. */
export async function vpc(variables: Variables) {
  const network = await parameterValue(variables, "legacyVpc");
  return network === "none" ? null : network;
}

/** How many migrations may run at a time; null leaves the function unlimited. */
export async function concurrency(variables: Variables) {
  const limit = await parameterValue(variables, "userMigrationConcurrency");
  return limit === "off" ? null : limit;
}

/** What functions may do to reach the old users, wherever they are. */
export async function resources(variables: Variables): Promise<TemplatePart> {
  const Statement = [...(await statementsForSource(variables)), ...(await statementsForVpc(variables))];
  return {
    Resources: {
      ...(Statement.length > 0 && { LegacyAccessPolicy: managedPolicy(Statement) }),
      ...((await table(variables)) !== null && {
        LegacyErasurePolicy: managedPolicy([
          allow("dynamodb:GetItem", { "Fn::GetAtt": [TABLE, "Arn"] }),
          allow("dynamodb:DeleteItem", { "Fn::GetAtt": [TABLE, "Arn"] }),
        ]),
      }),
    },
  };
}

/** For the function that erases people: their old rows, where they are in the table of the stack. */
export const erasurePolicies = async (variables: Variables) =>
  (await table(variables)) === null ? [] : [{ Ref: "LegacyErasurePolicy" }];

const managedPolicy = (Statement: readonly object[]) => ({
  Type: "AWS::IAM::ManagedPolicy",
  Properties: { PolicyDocument: { Version: "2012-10-17", Statement } },
});

async function statementsForSource(variables: Variables) {
  const { kind, secret } = await parameterValue(variables, "legacySource");
  return [
    ...(kind === "dynamodb" ? [allow("dynamodb:GetItem", { "Fn::GetAtt": [TABLE, "Arn"] })] : []),
    ...(secret === undefined ? [] : [isParameter(secret) ? allowParameter(secret) : allowSecret(secret)]),
  ];
}

const allow = (action: string, resource: unknown) => ({
  Effect: "Allow",
  Action: [action],
  Resource: resource,
});

const arnOf = (service: string, resource: string) => ({
  "Fn::Sub": `arn:\${AWS::Partition}:${service}:\${AWS::Region}:\${AWS::AccountId}:${resource}`,
});

const allowParameter = (secret: string) =>
  allow("ssm:GetParameter", arnOf("ssm", `parameter${secret.slice(SSM.length)}`));

/** Secrets Manager appends six random characters to a name. */
const allowSecret = (secret: string) =>
  allow(
    "secretsmanager:GetSecretValue",
    secret.startsWith("arn:") ? secret : arnOf("secretsmanager", `secret:${secret}-??????`),
  );

/** What Lambda needs to connect a function with a VPC. */
const INTERFACES = [
  "ec2:CreateNetworkInterface",
  "ec2:DescribeNetworkInterfaces",
  "ec2:DescribeSubnets",
  "ec2:DeleteNetworkInterface",
  "ec2:AssignPrivateIpAddresses",
  "ec2:UnassignPrivateIpAddresses",
];

/** Lambda itself needs these rights. The functions' code has the same role, so it is denied them. */
async function statementsForVpc(variables: Variables) {
  if ((await vpc(variables)) === null) return [];
  const { resolveVariable } = variables;
  const prefix = `${await resolveVariable("self:service")}-${await resolveVariable("sls:stage")}`;
  const functions = ["pre-sign-up", "user-migration"].map((name) =>
    arnOf("lambda", `function:${prefix}-${name}`),
  );
  return [
    { Effect: "Allow", Action: INTERFACES, Resource: "*" },
    {
      Effect: "Deny",
      Action: INTERFACES,
      Resource: "*",
      Condition: { ArnEquals: { "lambda:SourceFunctionArn": functions } },
    },
  ];
}
