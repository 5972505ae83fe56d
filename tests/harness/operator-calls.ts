import { readTemplate } from "./packaged-service";

interface Statement {
  readonly Action: readonly string[];
  readonly Resource: string | Reference | readonly (string | Reference)[];
}

type Reference = { readonly "Fn::GetAtt": readonly [string, "Arn"] } | { readonly "Fn::Sub": string };

/** The calls that the policy for operators allows: `Query PeopleTable/index/*`, `cognito-idp:ListUserPools`. */
export function operatorCalls(template = readTemplate()): readonly string[] {
  const { PolicyDocument } = template.Resources.OperatorCommandsPolicy?.Properties ?? {};
  const { Statement = [] } = (PolicyDocument ?? {}) as { readonly Statement?: readonly Statement[] };
  return Statement.flatMap(({ Action, Resource }) =>
    [Resource].flat().flatMap((resource) => {
      const name = nameOf(resource as string | Reference);
      return Action.map((action) => `${action.replace("dynamodb:", "")}${name}`);
    }),
  ).sort();
}

function nameOf(resource: string | Reference): string {
  if (resource === "*") return "";
  if (typeof resource === "string") return ` ${resource}`;
  if ("Fn::GetAtt" in resource) return ` ${resource["Fn::GetAtt"][0]}`;
  return ` ${resource["Fn::Sub"].replace(/\$\{(\w+)\.Arn\}/, "$1")}`;
}
