import type { Mapping } from "../mapping";
import type { Database } from "./database";
import type { Problem } from "./sql-problem";

/** How long a database may take for its answer; together with the time to connect, less than a trigger has. */
export const ANSWER_MS = 2_000;

/** What is different from one database to the next. */
export interface SqlDriver {
  readonly defaultPort: number;
  /** Selects at most two rows by one parameter, the login. */
  statement(mapping: Mapping): string;
  /** @param onLoss told when the connection is no more */
  open(database: Database, onLoss: () => void): Promise<SqlConnection>;
  problemOf(error: unknown): Problem;
}

export interface SqlConnection {
  /** Once it can be used. */
  readonly ready: Promise<unknown>;
  /** In a transaction that cannot write, for at most ANSWER_MS. */
  select(statement: string, login: string): Promise<Rows>;
  /** At once, whatever is under way. */
  destroy(): void;
}

export type Rows = readonly (readonly unknown[])[];
