import type { Mapping } from "../mapping";
import type { Database } from "./database";
import type { DatabaseProblem } from "./database-problem";

/** The differences between databases. */
export interface SqlDriver {
  readonly defaultPort: number;
  /** Loads the client of the database. `open` loads it, too, if this has not been called. */
  load(): Promise<unknown>;
  /** Selects at most two rows with this login, in whatever case it is stored. */
  question(mapping: Mapping, login: string): Question;
  /** @param onLoss called when the connection is lost */
  open(database: Database, onLoss: () => void): Promise<SqlConnection>;
  problemOf(error: unknown): DatabaseProblem;
}

/** A statement and its parameters. */
export interface Question {
  readonly text: string;
  readonly values: readonly string[];
}

export interface SqlConnection {
  /** Resolves once the connection can be used. */
  readonly ready: Promise<unknown>;
  /** Begins a read-only transaction, and so checks that the server still answers. */
  begin(): Promise<unknown>;
  /** Runs the statement in the transaction, for at most DATABASE_ANSWER_MS, and ends the transaction. */
  select(question: Question): Promise<Selected>;
  /** Closes the connection at once, whatever is under way. */
  destroy(): void;
}

export interface Selected {
  readonly rows: readonly (readonly unknown[])[];
  /**
   * For each column, even if there is no row: whether its type is none of boolean, number, date or bytes. Lists and
   * documents count as texts.
   */
  readonly areTexts: readonly boolean[];
}
