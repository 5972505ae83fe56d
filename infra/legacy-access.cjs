const legacySource = require("./legacy-source.cjs");
const legacyVpc = require("./legacy-vpc.cjs");

/** What pre-sign-up and user-migration may do to reach the old users, wherever they are. */
module.exports = {
  resources: async (variables) => {
    const Statement = [
      ...(await legacySource.statements(variables)),
      ...(await legacyVpc.statements(variables)),
    ];
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
