import { withExistingPool } from "./existing-pool";
import type { Serverless, TemplatePart } from "./framework";
import { withSharedOutputs } from "./shared-outputs";

/**
 * The framework compiles `lambdaVersion` of a cognitoUserPool event into PreTokenGenerationConfig, but its schema does not
 * list the property and refuses it. A framework whose schema does list it says so by throwing, and nothing is left to do.
 */
export class TokenVersionPlugin {
  constructor({ configSchemaHandler }: Pick<Serverless, "configSchemaHandler">) {
    try {
      configSchemaHandler.defineFunctionEventProperties("aws", "cognitoUserPool", {
        properties: { lambdaVersion: { enum: ["V1_0", "V2_0", "V3_0"] } },
      });
    } catch {}
  }
}

/**
 * When a function does not build, the esbuild plugin leaves its service running, and the command would never end. The
 * framework writes the error after this hook, so the process ends a moment later, unless it does so by itself.
 */
export class EndAtErrorPlugin {
  readonly hooks = { error: () => void setTimeout(() => process.exit(1), 1_000).unref() };
}

interface Packaging {
  readonly service: {
    readonly service: string;
    readonly custom: { readonly permissionsBoundary?: string | null };
    readonly provider: { readonly stage: string; compiledCloudFormationTemplate: TemplatePart };
  };
}

/** What is true of the whole template, whichever file or part of the framework a resource comes from. */
export class WholeTemplatePlugin {
  readonly hooks: Readonly<Record<string, () => void>>;

  constructor({ service }: Packaging) {
    this.hooks = {
      "after:aws:package:finalize:mergeCustomProviderResources": () => {
        const { custom, provider } = service;
        const template = withExistingPool(provider.compiledCloudFormationTemplate);
        provider.compiledCloudFormationTemplate = withBoundary(
          withSharedOutputs(template, service.service, provider.stage),
          custom.permissionsBoundary ?? undefined,
        );
      },
    };
  }
}

function withBoundary(template: TemplatePart, PermissionsBoundary: string | undefined): TemplatePart {
  if (PermissionsBoundary === undefined) return template;
  const resources = Object.entries(template.Resources ?? {}).map(([id, resource]) =>
    resource.Type === "AWS::IAM::Role"
      ? [id, { ...resource, Properties: { ...resource.Properties, PermissionsBoundary } }]
      : [id, resource],
  );
  return { ...template, Resources: Object.fromEntries(resources) };
}
