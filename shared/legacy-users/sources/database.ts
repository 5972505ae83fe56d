import type { Secret, SecretValues } from "../../aws/secret";
import { FaultError } from "../../errors";
import { isLoopback } from "./loopback";

/** Where a database is and how one gets in. */
export interface Database {
  readonly host: string;
  readonly port: number;
  readonly database: string;
  readonly username: string;
  readonly password: string;
  /** Only the server whose certificate is for this host, signed by one of these authorities or of the system's. */
  readonly tls: { readonly ca: string | undefined } | "off";
}

export async function readDatabase(
  secret: Secret,
  { tls, defaultPort }: { tls: "on" | "off"; defaultPort: number },
  signal: AbortSignal,
): Promise<Database> {
  const values = await secret.read(signal);
  const text = (...names: [string, ...string[]]) => textOf(secret.name, values, names);
  const host = text("host");
  if (tls === "off" && !isLoopback(host))
    throw new FaultError(`tls is off, but the host of the secret ${secret.name} is not this computer`);
  const ca = values.ca === undefined ? undefined : text("ca");
  const port = Number(values.port ?? defaultPort);
  if (!Number.isInteger(port) || port < 1 || port > 65_535)
    throw new FaultError(`port of the secret ${secret.name} is not a port`);
  return {
    host,
    port,
    // Secrets that AWS writes for its databases call it dbname.
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
