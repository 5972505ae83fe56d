import type { StageParameters } from "../stage/parameters";

/** Cognito calls a function only where the function permits this pool, which the stack says by a parameter. */
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
