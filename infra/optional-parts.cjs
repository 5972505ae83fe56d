const { createHash } = require("node:crypto");

/** A part of the stack that a parameter turns on. One that is off is not in the template at all. */
const part =
  (file, isOn, complete = (template) => template) =>
  async ({ resolveVariable }) =>
    (await isOn(resolveVariable)) ? complete(await resolveVariable(`file(${file})`)) : {};

const isOn = (name) => async (resolveVariable) => (await resolveVariable(`param:${name}`)) === "on";
const isGiven = (name) => async (resolveVariable) => (await resolveVariable(`param:${name}, null`)) !== null;

/**
 * A deployment holds what the API was when it was made, and CloudFormation makes another one only under another logical id.
 * So the id follows the API; the deployment before it is deleted once the stage has left it.
 */
function withDeployment({ Resources: { RestStage, ...others }, ...sections }) {
  const api = Object.entries(others).filter(([, { Type }]) => Type.startsWith("AWS::ApiGateway::"));
  const methods = api.filter(([, { Type }]) => Type === "AWS::ApiGateway::Method").map(([id]) => id);
  const digest = createHash("sha256").update(JSON.stringify(api)).digest("hex").slice(0, 16);
  const deployment = `RestDeployment${digest}`;
  return {
    ...sections,
    Resources: {
      ...others,
      [deployment]: {
        Type: "AWS::ApiGateway::Deployment",
        DependsOn: methods,
        Properties: { RestApiId: { Ref: "RestApi" } },
      },
      RestStage: { ...RestStage, Properties: { ...RestStage.Properties, DeploymentId: { Ref: deployment } } },
    },
  };
}

module.exports = {
  machineClient: part("infra/machine-client.yml", isOn("machineClient")),
  domain: part("infra/domain.yml", isGiven("domainPrefix")),
  restApi: part("infra/rest-api.yml", isOn("restApi"), withDeployment),
  smsRole: part("infra/sms-role.yml", isOn("smsMfa")),
};
