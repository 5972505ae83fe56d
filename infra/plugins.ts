import type { Serverless } from "./framework";

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
