import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { startSecrets } from "../../local/services/secrets";
import { type LegacySource, openLegacySource } from "../../shared/legacy-users/source";
import { Settings } from "../../shared/runtime/settings";

export const SECRET = "test/legacy";

/** A secret that a function reads through the SDK. */
export interface TestSecret {
  /** The environment that a function needs. */
  readonly environment: Readonly<Record<string, string>>;
  change(values: unknown): void;
  stop(): Promise<void>;
}

export async function startSecret(values: unknown, name = SECRET): Promise<TestSecret> {
  const folder = mkdtempSync(path.join(tmpdir(), "secret-"));
  const file = path.join(folder, "secrets.json");
  const change = (next: unknown) => writeFileSync(file, JSON.stringify({ [name]: next }));
  change(values);
  const secrets = await startSecrets(file, [name]);
  return {
    environment: {
      AWS_REGION: "eu-central-1",
      AWS_ACCESS_KEY_ID: "test",
      AWS_SECRET_ACCESS_KEY: "test",
      AWS_ENDPOINT_URL_SECRETS_MANAGER: secrets.url,
      AWS_ENDPOINT_URL_SSM: secrets.url,
    },
    change,
    async stop() {
      await secrets.stop();
      rmSync(folder, { recursive: true });
    },
  };
}

interface Around {
  readonly secret?: TestSecret;
  readonly secrets?: "none" | "secrets-manager" | "parameter-store";
  readonly tables?: DynamoDBDocumentClient;
}

/** Opens the source as a function does that was packaged for it. */
export function openSource(
  source: Readonly<Record<string, unknown>>,
  { secret, secrets = secret === undefined ? "none" : "secrets-manager", tables }: Around,
): LegacySource {
  Object.assign(process.env, secret?.environment);
  Object.assign(globalThis, { PACKAGED_SOURCE: source.kind, PACKAGED_SECRETS: secrets });
  const settings = new Settings({
    LEGACY_SOURCE: JSON.stringify(source),
    LEGACY_USERS_TABLE: "LegacyUsersTable",
  });
  return openLegacySource({ settings, tables: tables as DynamoDBDocumentClient });
}

/** The signal of an invocation whose time does not end. */
export const patient = (): AbortSignal => new AbortController().signal;
