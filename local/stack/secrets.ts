import { isObject, type Json } from "./properties";
import type { Resolver, Template } from "./template";

/** The names of the secrets outside of the stack that its functions may read. */
export function readableSecrets({ Resources }: Template, resolver: Resolver): readonly string[] {
  // A parameter that the stack itself writes, such as an output, is not among them.
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

/** If a policy knows only the name of a secret, the ARN ends with six question marks. */
function nameIn(arn: string): string {
  const [, secret, parameter] = /:secret:(.+)-\?{6}$|:parameter(\/.+)$/.exec(arn) ?? [];
  return secret ?? parameter ?? arn;
}
