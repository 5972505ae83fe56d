import type { Serverless, TemplatePart } from "./framework";

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

/** Roles stand in many files, and the framework makes some itself; the boundary of `custom.permissionsBoundary` is for all of them. */
export class PermissionsBoundaryPlugin {
  readonly hooks: { "after:aws:package:finalize:mergeCustomProviderResources"(): void };

  constructor(serverless: Packaging) {
    this.hooks = {
      "after:aws:package:finalize:mergeCustomProviderResources": () => {
        const { custom, provider } = serverless.service;
        if (custom.permissionsBoundary == null) return;
        for (const resource of Object.values(provider.compiledCloudFormationTemplate.Resources ?? {})) {
          if (resource.Type !== "AWS::IAM::Role") continue;
          Object.assign(resource.Properties ?? {}, { PermissionsBoundary: custom.permissionsBoundary });
        }
      },
    };
  }
}

interface Packaging {
  readonly service: {
    readonly custom: { readonly permissionsBoundary?: string | null };
    readonly provider: { readonly compiledCloudFormationTemplate: TemplatePart };
  };
}
