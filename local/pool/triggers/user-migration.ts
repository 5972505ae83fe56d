import type { Texts } from "../api/input/shapes";
import type { Client, Pool } from "../pool";
import { readTexts } from "./run-trigger";

export interface MigrationAttempt {
  readonly client: Client;
  /** What was typed. */
  readonly login: string;
  /** None for a forgotten password. */
  readonly password: string | undefined;
  /** What came with InitiateAuth arrives as validation data, what came with ForgotPassword as metadata. */
  readonly validationData: Texts | undefined;
  readonly clientMetadata: Texts | undefined;
}

/** Undefined where no trigger is wired; without attributes where it knows nobody of that name. */
export async function askUserMigration(pool: Pool, attempt: MigrationAttempt) {
  const { client, login, password = null, validationData = null, clientMetadata } = attempt;
  const answer = await pool.runTrigger({
    trigger: "UserMigration",
    source: password === null ? "UserMigration_ForgotPassword" : "UserMigration_Authentication",
    userName: login,
    clientId: client.id,
    request: { password, validationData, clientMetadata, userAttributes: null },
    response: {
      userAttributes: null,
      forceAliasCreation: null,
      enableSMSMFA: null,
      finalUserStatus: null,
      messageAction: null,
      desiredDeliveryMediums: null,
    },
  });
  if (answer === undefined) return undefined;
  const attributes = readTexts(answer.userAttributes);
  return {
    attributes: Object.keys(attributes).length === 0 ? undefined : attributes,
    isConfirmed: answer.finalUserStatus === "CONFIRMED",
  };
}
