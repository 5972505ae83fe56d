import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { readParameter } from "../aws/parameter-store";
import { openSecret, type Secret, type SecretValues } from "../aws/secret";
import { readSecret } from "../aws/secrets-manager";
import { isRecord } from "../json";
import { FaultError } from "../runtime/errors";
import type { Settings } from "../runtime/settings";
import type { LegacyUsers } from "./legacy-user";
import {
  readEndpointSettings,
  readSourceSettings,
  readTableSettings,
  type SourceKind,
  type SourceSettings,
} from "./source-settings";
import { legacyUsersTable } from "./sources/dynamodb";
import { endpointUsers } from "./sources/https";
import { mysql } from "./sources/mysql";
import { postgresql } from "./sources/postgresql";
import { sqlUsers } from "./sources/sql-users";

/** Set by packaging from the parameter legacySource (infra/bundling.ts). The other kinds stay out of the bundles. */
declare const PACKAGED_SOURCE: SourceKind;
declare const PACKAGED_SECRETS: "none" | "secrets-manager" | "parameter-store";

export interface LegacySource {
  readonly users: LegacyUsers;
  /** The parameters that all hashes of the old system share and that are secret, such as a pepper. */
  hashParameters(signal: AbortSignal): Promise<Readonly<Record<string, unknown>>>;
}

interface SourceDependencies {
  readonly settings: Settings;
  readonly tables: DynamoDBDocumentClient;
}

/** The old user base of this stage. A mistake in the parameter is an error that names it. */
export function openLegacySource({ settings, tables }: SourceDependencies): LegacySource {
  const { users, secret } = settings.read("LEGACY_SOURCE", (written) => {
    const source = readSourceSettings(written);
    const secret = source.secret === undefined ? undefined : secretAt(source.secret);
    return { users: usersOf(source, secret, { settings, tables }), secret };
  });
  const hashParameters = async (signal: AbortSignal) => (await secret?.read(passwordsOf, signal)) ?? {};
  return {
    users: {
      async findByLogin(login, signal, password) {
        // The secret is read for every login. If it were read only for known logins, a faulty secret would tell which
        // are known.
        await hashParameters(signal);
        return users.findByLogin(login, signal, password);
      },
    },
    hashParameters,
  };
}

function passwordsOf({ passwords = {} }: SecretValues, secret: string): Readonly<Record<string, unknown>> {
  if (!isRecord(passwords)) throw new FaultError(`passwords of the secret ${secret} is not an object`);
  return passwords;
}

/** For a stage whose migration is over, or that never had one. */
const NOBODY: LegacyUsers = { findByLogin: async () => undefined };

function usersOf(
  source: SourceSettings,
  secret: Secret | undefined,
  { settings, tables }: SourceDependencies,
): LegacyUsers {
  if (source.kind === PACKAGED_SOURCE) {
    if (PACKAGED_SOURCE === "none") return NOBODY;
    if (PACKAGED_SOURCE === "dynamodb") return legacyUsersTable(tables, settings.text("LEGACY_USERS_TABLE"));
    if (secret === undefined) throw new FaultError("LEGACY_SOURCE names no secret");
    if (PACKAGED_SOURCE === "postgresql") return sqlUsers(postgresql, readTableSettings(source), secret);
    if (PACKAGED_SOURCE === "mysql") return sqlUsers(mysql, readTableSettings(source), secret);
    if (PACKAGED_SOURCE === "https") return endpointUsers(readEndpointSettings(source), secret);
  }
  throw new FaultError(
    `LEGACY_SOURCE has the kind ${source.kind}, but this bundle was built for ${PACKAGED_SOURCE}`,
  );
}

function secretAt(reference: string): Secret {
  if (PACKAGED_SECRETS === "secrets-manager") return openSecret(reference, readSecret);
  if (PACKAGED_SECRETS === "parameter-store")
    return openSecret(reference.replace(/^ssm:/, ""), readParameter);
  throw new FaultError("LEGACY_SOURCE names a secret, and this bundle reads none");
}
