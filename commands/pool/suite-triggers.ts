import { readText } from "../../shared/json";
import { LIVE_ALIAS } from "../../shared/live-alias";
import type { LambdaConfig } from "../../shared/pool-attachment/triggers";
import { CommandError } from "../cli/errors";
import type { StageParameters } from "../stage/parameters";
import { SERVICE } from "../stage/table-names";

/** Which function of a stage is for which trigger, as serverless.yml and infra/inbound-federation.yml have it. */
const FUNCTIONS = {
  PreSignUp: "pre-sign-up",
  UserMigration: "user-migration",
  PostConfirmation: "post-confirmation",
  PreAuthentication: "pre-authentication",
  PostAuthentication: "post-authentication",
  PreTokenGeneration: "pre-token-generation",
  CustomMessage: "custom-message",
  InboundFederation: "inbound-federation",
} as const;

export const SUITE_TRIGGERS: readonly string[] = Object.keys(FUNCTIONS);

/** The LambdaConfig of a stage's functions, which are in the account and region of the pool. */
export function suiteTriggers(stage: string, poolArn: unknown, parameters: StageParameters): LambdaConfig {
  const [, partition, , region, account] = (readText(poolArn) ?? "").split(":");
  if (account === undefined) throw new CommandError("The user pool does not tell its ARN.");
  const alias = parameters.rollout === "off" ? "" : `:${LIVE_ALIAS}`;
  const arnOf = (name: string) =>
    `arn:${partition}:lambda:${region}:${account}:function:${SERVICE}-${stage}-${name}${alias}`;
  const { PreTokenGeneration, InboundFederation, ...plain } = FUNCTIONS;
  const placed = Object.entries(plain).filter(
    ([trigger]) => trigger !== "UserMigration" || parameters.legacySource !== "none",
  );
  return {
    ...Object.fromEntries(placed.map(([trigger, name]) => [trigger, arnOf(name)])),
    PreTokenGenerationConfig: {
      LambdaVersion: parameters.preTokenGeneration,
      LambdaArn: arnOf(PreTokenGeneration),
    },
    // With providerClaims: all, the stack has no such function.
    ...(parameters.providerClaims !== "all" && {
      InboundFederation: { LambdaVersion: "V1_0", LambdaArn: arnOf(InboundFederation) },
    }),
  };
}
