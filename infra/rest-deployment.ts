import { createHash } from "node:crypto";
import type { TemplatePart } from "./framework";

/**
 * A deployment holds what the REST API was when it was made, and CloudFormation makes another one only under another logical id.
 * So the id follows the API; the deployment before it is deleted once the stage has left it.
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
