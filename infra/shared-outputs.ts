import type { TemplatePart, Variables } from "./framework";

/** Files whose outputs other stacks may want. */
const FILES = ["infra/outputs.yml", "infra/domain-events.yml"];

/** A front end takes it from the stack, and not by its parts. */
const NOT_SHARED = ["FrontEndConfig"];

/**
 * What other stacks, and teams that do not use CloudFormation, need to know of this one: each output is exported, and stands in the
 * Parameter Store under `/<service>/<stage>/`.
 */
export async function resources({ resolveVariable }: Variables): Promise<TemplatePart> {
  const service = String(await resolveVariable("self:service"));
  const stage = String(await resolveVariable("sls:stage"));
  const files = (await Promise.all(
    FILES.map((file) => resolveVariable(`file(${file}):Outputs`)),
  )) as readonly Readonly<Record<string, { readonly Value: unknown }>>[];
  const outputs = files.flatMap(Object.entries).filter(([name]) => !NOT_SHARED.includes(name));
  return {
    Resources: Object.fromEntries(
      outputs.map(([name, { Value }]) => [
        `${name}Parameter`,
        {
          Type: "AWS::SSM::Parameter",
          Properties: { Type: "String", Name: `/${service}/${stage}/${name}`, Value },
        },
      ]),
    ),
    Outputs: Object.fromEntries(
      outputs.map(([name]) => [name, { Export: { Name: `${service}-${stage}-${name}` } }]),
    ),
  };
}
