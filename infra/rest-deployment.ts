import { createHash } from "node:crypto";
import type { TemplatePart } from "./framework";

/**
 * A deployment is a snapshot of the REST API, and CloudFormation makes a new one only under a new logical id. So the id contains a
 * digest of the API. The former deployment is deleted once the stage uses the new one.
 */
export function withRestDeployment(template: TemplatePart): TemplatePart {
  const { RestStage, ...others } = template.Resources ?? {};
  if (RestStage === undefined) return template;
  const api = Object.entries(others).filter(([, { Type }]) => Type.startsWith("AWS::ApiGateway::"));
  const methods = api.filter(([, { Type }]) => Type === "AWS::ApiGateway::Method").map(([id]) => id);
  const digest = createHash("sha256").update(JSON.stringify(api)).digest("hex").slice(0, 16);
  const deployment = `RestDeployment${digest}`;
  return {
    ...template,
    Resources: {
      ...others,
      [deployment]: {
        Type: "AWS::ApiGateway::Deployment",
        DependsOn: methods,
        Properties: { RestApiId: { Ref: "RestApi" } },
      },
      RestStage: {
        ...RestStage,
        Properties: { ...RestStage.Properties, DeploymentId: { Ref: deployment } },
      },
    },
  };
}
