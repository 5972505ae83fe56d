const legacySource = require("./legacy-source.cjs");
const legacyVpc = require("./legacy-vpc.cjs");

const statementsOf = async (variables) => [
  ...(await legacySource.statements(variables)),
  ...(await legacyVpc.statements(variables)),
];

/** What pre-sign-up and user-migration may do to reach the old system; null and no resource where they need nothing. */
module.exports = {
  policies: async (variables) =>
    (await statementsOf(variables)).length > 0 ? [{ Ref: "LegacyAccessPolicy" }] : null,

  resources: async (variables) => {
    const Statement = await statementsOf(variables);
    if (Statement.length === 0) return {};
    return {
      Resources: {
        LegacyAccessPolicy: {
          Type: "AWS::IAM::ManagedPolicy",
          Properties: { PolicyDocument: { Version: "2012-10-17", Statement } },
        },
      },
    };
  },
};
