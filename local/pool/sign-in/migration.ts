import { randomUUID } from "node:crypto";
import { aliasExists, invalidLambdaResponse, userNotFound } from "../api/errors";
import { NO_FAILURES } from "../passwords/lockout";
import { storePassword } from "../passwords/stored-password";
import type { Client, Pool } from "../pool";
import { conforming } from "../users/attributes";
import { NO_MFA, type User } from "../users/user";
import { findUser, putUser } from "../users/users";

export interface MigrationAttempt {
  readonly client: Client;
  /** What was typed. */
  readonly login: string;
  /** None for a forgotten password. */
  readonly password: string | undefined;
  /** What came with InitiateAuth arrives as validation data, what came with ForgotPassword as metadata. */
  readonly validationData: Readonly<Record<string, string>> | undefined;
  readonly clientMetadata: Readonly<Record<string, string>> | undefined;
}

/** Asks the migration for somebody whom the pool does not know. An answer without attributes is nobody. */
export async function migrate(pool: Pool, attempt: MigrationAttempt): Promise<User | undefined> {
  const { client, login, password } = attempt;
  const response = await pool.runTrigger({
    trigger: "UserMigration",
    source: password === undefined ? "UserMigration_ForgotPassword" : "UserMigration_Authentication",
    userName: login,
    clientId: client.id,
    request: {
      password: password ?? null,
      validationData: attempt.validationData ?? null,
      ...(attempt.clientMetadata !== undefined && { clientMetadata: attempt.clientMetadata }),
      userAttributes: null,
    },
    response: {
      userAttributes: null,
      forceAliasCreation: null,
      enableSMSMFA: null,
      finalUserStatus: null,
      messageAction: null,
      desiredDeliveryMediums: null,
    },
  });
  if (response === undefined) return undefined;
  const attributes = readAttributes(response.userAttributes);
  if (attributes === undefined) {
    if (client.hidesExistence) return undefined;
    throw userNotFound(`Exception migrating user in app client ${client.id}`);
  }
  return create(pool, attempt, attributes, response.finalUserStatus === "CONFIRMED");
}

async function create(
  pool: Pool,
  { client, login, password }: MigrationAttempt,
  given: Record<string, string>,
  confirmed: boolean,
): Promise<User> {
  const attributes = conforming(given, pool.settings);
  if ((attributes.email ?? login).toLowerCase() !== login.toLowerCase()) throw invalidLambdaResponse();
  const username = randomUUID();
  await pool.runTrigger({
    trigger: "PreSignUp",
    source: "PreSignUp_AdminCreateUser",
    userName: username,
    clientId: client.id,
    request: { userAttributes: attributes, validationData: null },
    response: { autoConfirmUser: false, autoVerifyEmail: false, autoVerifyPhone: false },
  });
  const stored =
    confirmed && password !== undefined
      ? await storePassword(password, pool.settings.id, username)
      : undefined;
  // Somebody else may have been first while the triggers ran.
  const rival = findUser(pool, login);
  if (rival !== undefined) throw aliasExists();
  const now = pool.now().toISOString();
  return putUser(pool, {
    username,
    status: confirmed ? "CONFIRMED" : "RESET_REQUIRED",
    enabled: true,
    createdAt: now,
    modifiedAt: now,
    attributes: { ...attributes, email: login, sub: username },
    password: stored,
    passwordExpiresAt: undefined,
    codes: {},
    pendingAttributes: {},
    groups: [],
    mfa: NO_MFA,
    failures: NO_FAILURES,
    signedOutAt: undefined,
  });
}

function readAttributes(value: unknown): Record<string, string> | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value !== "object" || Array.isArray(value)) throw invalidLambdaResponse();
  const entries = Object.entries(value);
  if (!entries.every(([, entry]) => typeof entry === "string")) throw invalidLambdaResponse();
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}
