import type { TemplatePart } from "./framework";

interface Output {
  readonly Value: unknown;
  readonly Export?: unknown;
}

/**
 * Shares the outputs. For other stacks, each output is exported as `<stack>-<output>`. For everybody else, it is in the Parameter
 * Store under `/<service>/<stage>/`. The framework exports its own outputs itself.
 */
export function withSharedOutputs(template: TemplatePart, service: string, stage: string): TemplatePart {
  const outputs = Object.entries((template.Outputs ?? {}) as Readonly<Record<string, Output>>);
  const ours = outputs.filter(([, { Export }]) => Export === undefined);
  return {
    ...template,
    Resources: {
      ...template.Resources,
      ...Object.fromEntries(
        ours.map(([name, { Value }]) => [
          `${name}Parameter`,
          {
            Type: "AWS::SSM::Parameter",
            Properties: { Type: "String", Name: `/${service}/${stage}/${name}`, Value },
          },
        ]),
      ),
    },
    Outputs: Object.fromEntries([
      ...outputs,
      ...ours.map(([name, output]) => [name, { ...output, Export: { Name: `${service}-${stage}-${name}` } }]),
    ]),
  };
}
