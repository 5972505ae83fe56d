import { deploymentReport } from "./deployed";
import { withExistingPool } from "./existing-pool";
import type { Serverless, TemplatePart } from "./framework";
import { withKmsKeys } from "./kms-keys";
import { PARAMETERS } from "./parameters";
import { keysElsewhere } from "./parameters/kms-keys";
import { withRestDeployment } from "./rest-deployment";
import { withRollout } from "./rollout";
import { withSharedOutputs } from "./shared-outputs";
import { withWebClients } from "./web-clients";
import { withoutLegacyUsers } from "./without-legacy-users";

/**
 * The framework compiles `lambdaVersion` of a cognitoUserPool event into PreTokenGenerationConfig, but its schema does not
 * list the property and refuses it. If a later framework lists it, it throws here, and nothing is left to do.
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
 * When a function does not build, the esbuild plugin leaves its service running, and the command would never end. The framework
 * prints the error after this hook, so the process is ended a moment later if it has not ended by itself.
 */
export class EndAtErrorPlugin {
  readonly hooks = { error: () => void setTimeout(() => process.exit(1), 1_000).unref() };
}

interface Packaging {
  readonly service: {
    readonly service: string;
    readonly custom: {
      readonly rollout: string;
      readonly permissionsBoundary?: string | null;
      readonly kmsKeys?: unknown;
      readonly webClients: unknown;
    };
    readonly provider: {
      readonly stage: string;
      readonly region: string;
      compiledCloudFormationTemplate: TemplatePart;
    };
  };
  readonly classes: Serverless["classes"];
}

/** Changes that apply to the whole template, wherever a resource comes from. */
export class WholeTemplatePlugin {
  readonly hooks: Readonly<Record<string, () => void>>;

  constructor({ service, classes }: Packaging) {
    this.hooks = {
      "after:aws:package:finalize:mergeCustomProviderResources": () => {
        const { custom, provider } = service;
        const keys = custom.kmsKeys ? PARAMETERS.kmsKeys.read(custom.kmsKeys) : undefined;
        const elsewhere = keysElsewhere(keys ?? {}, provider.region);
        if (elsewhere.length > 0)
          throw new classes.Error(
            `kmsKeys names keys outside the stage's Region, ${provider.region}: ${elsewhere.join(", ")}`,
            "BAD_PARAMETERS",
          );
        const webClients = PARAMETERS.webClients.read(custom.webClients);
        const changes: readonly ((template: TemplatePart) => TemplatePart)[] = [
          withoutLegacyUsers,
          (template) => withRollout(template, custom.rollout),
          (template) => withWebClients(template, webClients),
          withExistingPool,
          withRestDeployment,
          (template) => withKmsKeys(template, keys),
          (template) => withSharedOutputs(template, service.service, provider.stage),
          (template) => withBoundary(template, custom.permissionsBoundary ?? undefined),
        ];
        provider.compiledCloudFormationTemplate = changes.reduce(
          (template, change) => change(template),
          provider.compiledCloudFormationTemplate,
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

/** What the framework's own plugin for `serverless info` gathers. A deployment runs it at its end. */
interface Gathered {
  readonly info: { readonly stage: string; readonly region: string };
  readonly outputs: readonly { readonly OutputKey: string; readonly OutputValue: string }[];
}

interface Deploying extends Pick<Serverless, "processedInput"> {
  readonly pluginManager: { getPlugins(): readonly { readonly gatheredData?: Gathered }[] };
}

/** Says at the end of a deployment where the stage is, and what comes next. */
export class DeployedPlugin {
  readonly hooks: { finalize(): void };

  constructor(
    { processedInput, pluginManager }: Deploying,
    _options: object,
    { writeText }: { writeText(text: string): void },
  ) {
    this.hooks = {
      finalize() {
        if (processedInput.command !== "deploy") return;
        const gathered = pluginManager.getPlugins().flatMap(({ gatheredData }) => gatheredData ?? [])[0];
        if (gathered === undefined) return;
        const { info, outputs } = gathered;
        const report = deploymentReport({
          stage: info.stage,
          region: info.region,
          outputs: Object.fromEntries(outputs.map(({ OutputKey, OutputValue }) => [OutputKey, OutputValue])),
        });
        writeText(["", ...report].join("\n"));
      },
    };
  }
}
