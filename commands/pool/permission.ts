import type { StageParameters } from "../stage/parameters";

/** Cognito can call a function only if its permission names the pool, which comes from a parameter of the stack. */
export const permissionLacking = (
  stage: string,
  poolId: string,
  { existingPool }: StageParameters,
): readonly string[] =>
  existingPool === poolId
    ? []
    : [
        `serverless.yml says existingPool=${existingPool ?? "…"} for ${stage}: unless it was deployed with ` +
          `--param="existingPool=${poolId}", its functions do not let this pool call them, and nobody could sign in`,
      ];
