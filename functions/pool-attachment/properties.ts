import { isRecord, readStrings, readText } from "../../shared/json";
import { readStageSettings, type StageSettings } from "../../shared/pool-attachment/stage-settings";
import type { LambdaConfig } from "../../shared/pool-attachment/triggers";
import { FaultError } from "../../shared/runtime/errors";

/** What infra/existing-pool.ts gives. */
export interface AttachmentProperties {
  readonly poolId: string;
  /** The functions of the stack, as the LambdaConfig that its own pool would have. */
  readonly triggers: LambdaConfig;
  /** The occupied triggers that the stage may take. */
  readonly replace: readonly string[];
  readonly stage: StageSettings;
  /** Whether app clients that nobody has registered may lose their scopes. */
  readonly limitsUnregistered: boolean;
}

export function readProperties(properties: unknown): AttachmentProperties {
  const { pool, triggers, replace, stage, unregisteredClients } = isRecord(properties) ? properties : {};
  const poolId = readText(pool);
  if (poolId === undefined || !isRecord(triggers))
    throw new FaultError("an attachment names a pool and triggers");
  return {
    poolId,
    triggers,
    replace: readStrings(replace),
    stage: readStageSettings(isRecord(stage) ? stage : {}),
    limitsUnregistered: unregisteredClients === "limit",
  };
}
