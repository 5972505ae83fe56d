import { type Stack, stackOf, UnsupportedError } from "../../../local/stack/stack";
import type { Template, TemplateResource } from "../../../local/stack/template";

type Resources = Readonly<Record<string, TemplateResource>>;

export const POOL: TemplateResource = {
  Type: "AWS::Cognito::UserPool",
  Properties: {
    UserPoolName: "shop-dev",
    UsernameAttributes: ["email"],
    UsernameConfiguration: { CaseSensitive: false },
  },
};

/** A function of serverless.yml named `greet`. */
export const GREET: TemplateResource = {
  Type: "AWS::Lambda::Function",
  Properties: {
    FunctionName: "shop-dev-greet",
    Handler: "functions/greet/index.handler",
    Runtime: "nodejs24.x",
    Environment: { Variables: { STAGE: "dev" } },
  },
};

/** A pool with what a test adds to it, as the framework would compile it. */
export const smallTemplate = (
  resources: Resources,
  sections: Readonly<Record<string, unknown>> = {},
): Template => ({
  AWSTemplateFormatVersion: "2010-09-09",
  Resources: { Pool: POOL, ...resources },
  ...sections,
});

export function readSmall(
  resources: Resources,
  {
    seed = "seed",
    stage = "dev",
    ...sections
  }: { seed?: string; stage?: string; [name: string]: unknown } = {},
): Stack {
  const state = {
    service: "shop",
    stage,
    region: "eu-central-1",
    stackName: `shop-${stage}`,
    functions: [{ name: "greet", functionName: "shop-dev-greet", handler: "functions/greet/index.handler" }],
  };
  return stackOf(smallTemplate(resources, sections), state, { folder: "/packaged", seed });
}

/** What keeps the stack from being imitated. */
export function refusals(
  resources: Resources,
  sections: Readonly<Record<string, unknown>> = {},
): readonly string[] {
  try {
    readSmall(resources, sections);
    return [];
  } catch (error) {
    if (error instanceof UnsupportedError) return error.things;
    throw error;
  }
}

/** Properties beside those of the pool. */
export const withPool = (properties: Readonly<Record<string, unknown>>): Resources => ({
  Pool: { ...POOL, Properties: { ...POOL.Properties, ...properties } },
});

export const client = (properties: Readonly<Record<string, unknown>>): Resources => ({
  Web: { Type: "AWS::Cognito::UserPoolClient", Properties: { UserPoolId: { Ref: "Pool" }, ...properties } },
});
