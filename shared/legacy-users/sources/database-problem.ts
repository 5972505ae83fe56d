import { FaultError } from "../../runtime/errors";
import type { Mapping } from "../mapping";
import { isLoopback } from "./loopback";

/** The kinds of database errors that somebody can do something about. */
export type DatabaseProblem =
  | "credentials"
  | "tls"
  | "connection"
  | "timeout"
  | "table"
  | "column"
  | "permission"
  | "other";

interface Where {
  readonly mapping: Mapping;
  /** The name of the secret. */
  readonly secret: string;
  readonly host: string;
}

/** An error for the log. The database's own message may quote its data, so it is left out. */
export function faultOf(
  problem: DatabaseProblem,
  error: unknown,
  { mapping, secret, host }: Where,
): FaultError {
  const table = mapping.table.join(".");
  const sentences: Readonly<Record<DatabaseProblem, string>> = {
    credentials: `the database refuses the username or password of the secret ${secret}`,
    tls: `the database of the secret ${secret} has no TLS, or its certificate is not for its host and signed by ca of the secret or a public authority${isLoopback(host) ? "; a database on this computer can do without: tls: off beside table" : ""}`,
    connection: `there is no connection to the database of the secret ${secret}`,
    timeout: "the database does not answer in time",
    table: `the database has no table ${table}`,
    column: `the table ${table} has no column ${columnsIn(error, mapping).join(" or ")}`,
    permission: `the user of the secret ${secret} may not read the table ${table}`,
    other: `the table ${table} cannot be read`,
  };
  return new FaultError(sentences[problem], { cause: error });
}

/** The selected columns that the error message names, in any language. */
function columnsIn(error: unknown, { columns }: Mapping): readonly string[] {
  const message = error instanceof Error ? error.message : "";
  return columns.filter((column) => {
    const name = column.replaceAll("$", "\\$");
    return new RegExp(`(?<![\\p{L}\\p{N}_$])${name}(?![\\p{L}\\p{N}_$])`, "u").test(message);
  });
}
