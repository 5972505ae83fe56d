import type { Secret, SecretValues } from "../../aws/secret";
import { FaultError } from "../../runtime/errors";
import { isLoopback } from "./loopback";

/** The address of a database, and the credentials for it. */
export interface Database {
  readonly host: string;
  readonly port: number;
  readonly database: string;
  readonly username: string;
  readonly password: string;
  /** The server's certificate must be for this host, and signed by an authority in `ca`, or else by a public one. */
  readonly tls: { readonly ca: string | undefined } | "off";
}

interface Conditions {
  readonly tls: "on" | "off";
  readonly defaultPort: number;
}

export const readDatabase = (
  secret: Secret,
  conditions: Conditions,
  signal: AbortSignal,
): Promise<Database> => secret.read((values, name) => databaseOf(values, name, conditions), signal);

function databaseOf(values: SecretValues, secret: string, { tls, defaultPort }: Conditions): Database {
  const text = (...names: [string, ...string[]]) => textOf(secret, values, names);
  const host = text("host");
  if (tls === "off" && !isLoopback(host))
    throw new FaultError(`tls is off, but the host of the secret ${secret} is not this computer`);
  const ca = values.ca === undefined ? undefined : text("ca");
  const port = Number(values.port ?? defaultPort);
  if (!Number.isInteger(port) || port < 1 || port > 65_535)
    throw new FaultError(`port of the secret ${secret} is not a port`);
  return {
    host,
    port,
    // Secrets that AWS creates for its databases call it dbname.
    database: text("database", "dbname"),
    username: text("username"),
    password: text("password"),
    tls: tls === "off" ? "off" : { ca },
  };
}

function textOf(secret: string, values: SecretValues, names: readonly [string, ...string[]]): string {
  const value = names.map((name) => values[name]).find((candidate) => candidate !== undefined);
  if (typeof value !== "string" || value === "")
    throw new FaultError(`the secret ${secret} lacks ${names[0]}`);
  return value;
}
