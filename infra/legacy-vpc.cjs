const { isPlain, readJson, refuse } = require("./rules.cjs");

/*
 * The parameter legacyVpc: none, or the network from which the old system can be reached:
 *
 *   legacyVpc: { subnetIds: [subnet-0a1b2c3d, subnet-4e5f6a7b], securityGroupIds: [sg-0123abcd] }
 *
 * DynamoDB and the secret must be reachable from it, too: through endpoints of the VPC or a NAT gateway.
 */

const isListOf = (pattern, most) => (value) =>
  Array.isArray(value) &&
  value.length >= 1 &&
  value.length <= most &&
  value.every((id) => typeof id === "string" && pattern.test(id));

const PARTS = {
  subnetIds: { accepts: isListOf(/^subnet-[0-9a-f]+$/, 16), allowed: "a list of 1 to 16 ids of subnets" },
  securityGroupIds: {
    accepts: isListOf(/^sg-[0-9a-f]+$/, 5),
    allowed: "a list of 1 to 5 ids of security groups",
  },
};

function mistakeOf(value) {
  const vpc = readJson(value);
  if (vpc === "none") return undefined;
  if (!isPlain(vpc))
    return refuse(
      value,
      "none, or an object such as {subnetIds: [subnet-0a1b], securityGroupIds: [sg-2c3d]}",
    );
  const stray = Object.keys(vpc).find((key) => !Object.hasOwn(PARTS, key));
  if (stray !== undefined) return `has the unknown key ${stray}; allowed: ${Object.keys(PARTS).join(", ")}`;
  const wrong = Object.keys(PARTS).find((key) => !PARTS[key].accepts(vpc[key]));
  return wrong === undefined ? undefined : `${wrong} must be ${PARTS[wrong].allowed}`;
}

async function configuration({ resolveVariable }) {
  const vpc = readJson(await resolveVariable("param:legacyVpc"));
  return vpc === "none" ? null : vpc;
}

/** What Lambda needs to connect a function with a VPC. */
const INTERFACES = [
  "ec2:CreateNetworkInterface",
  "ec2:DescribeNetworkInterfaces",
  "ec2:DescribeSubnets",
  "ec2:DeleteNetworkInterface",
  "ec2:AssignPrivateIpAddresses",
  "ec2:UnassignPrivateIpAddresses",
];

/** The functions' own code may do none of it, although it has the same role. */
async function statements(variables) {
  if ((await configuration(variables)) === null) return [];
  const { resolveVariable } = variables;
  const prefix = `${await resolveVariable("self:service")}-${await resolveVariable("sls:stage")}`;
  const functions = ["pre-sign-up", "user-migration"].map((name) => ({
    "Fn::Sub": `arn:\${AWS::Partition}:lambda:\${AWS::Region}:\${AWS::AccountId}:function:${prefix}-${name}`,
  }));
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

module.exports = { mistakeOf, configuration, statements };
