import type { Mapping } from "../mapping";
import type { Database } from "./database";
import type { DatabaseProblem } from "./database-problem";

/** What is different from one database to the next. */
export interface SqlDriver {
  readonly defaultPort: number;
  /** Selects at most two rows with this login, whatever the case in which it is kept. */
  question(mapping: Mapping, login: string): Question;
  /** @param onLoss told when the connection is no more */
  open(database: Database, onLoss: () => void): Promise<SqlConnection>;
  problemOf(error: unknown): DatabaseProblem;
}

/** A statement and its parameters. */
export interface Question {
  readonly text: string;
  readonly values: readonly string[];
}

export interface SqlConnection {
  /** Once it can be used. */
  readonly ready: Promise<unknown>;
  /** Begins a transaction that cannot write, if there still is somebody to answer. */
  begin(): Promise<unknown>;
  /** Asks within it, for at most DATABASE_ANSWER_MS, and ends it. */
  select(question: Question): Promise<Selected>;
  /** At once, whatever is under way. */
  destroy(): void;
}

export interface Selected {
  readonly rows: readonly (readonly unknown[])[];
  /**
   * Of each column, also where there is no row: whether its type is neither of truth values, numbers, dates nor bytes.
   * Lists and documents are texts, too.
   */
  readonly areTexts: readonly boolean[];
}
