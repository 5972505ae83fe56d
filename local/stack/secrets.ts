import { isObject, type Json } from "./properties";
import type { Resolver, Template } from "./template";

/** The secrets of somebody else that functions may read, under the names by which they ask for them. */
export function readableSecrets({ Resources }: Template, resolver: Resolver): readonly string[] {
  // What a stack writes down itself, such as its outputs, is nobody else's.
  const own = Object.entries(Resources)
    .filter(([, { Type }]) => Type === "AWS::SSM::Parameter")
    .map(([id, { Properties }]) => resolver.resolveText(Properties?.Name, id));
  return Object.entries(Resources)
    .filter(([, { Type }]) => Type.startsWith("AWS::IAM::"))
    .flatMap(([id, { Properties }]) =>
      statementsIn(Properties).flatMap(({ Action, Resource }) => {
        const actions = [Action].flat();
        const isRead = READING.some((action) => actions.includes(action));
        return isRead ? [Resource].flat().map((arn) => nameIn(resolver.resolveText(arn, id))) : [];
      }),
    )
    .filter((name) => !own.includes(name));
}

const READING = ["secretsmanager:GetSecretValue", "ssm:GetParameter"];

function statementsIn(value: unknown): readonly Json[] {
  if (Array.isArray(value)) return value.flatMap(statementsIn);
  if (!isObject(value)) return [];
  return "Action" in value && "Resource" in value ? [value] : Object.values(value).flatMap(statementsIn);
}

/** Of a secret that is known by its name, the end of its ARN is left open. */
function nameIn(arn: string): string {
  const [, secret, parameter] = /:secret:(.+)-\?{6}$|:parameter(\/.+)$/.exec(arn) ?? [];
  return secret ?? parameter ?? arn;
}
