import type { FilterPattern } from "./filter-pattern";

/** The stream of a table, and the function that takes what is in it. */
export interface EventSource {
  /** The mapping's logical id. */
  readonly id: string;
  readonly streamArn: string;
  readonly tableName: string;
  readonly region: string;
  /** The function's name in serverless.yml. */
  readonly functionName: string;
  readonly functionArn: string;
  /** Which records are handed over: with none, all of them. */
  readonly filters: readonly FilterPattern[];
  readonly batchSize: number;
  /** Undefined for as many as it takes. */
  readonly mostRetries: number | undefined;
  /** Whether a batch that fails is tried again by halves. */
  readonly halvesFailed: boolean;
  /** Whether the function says which records of a batch have failed. */
  readonly reportsFailures: boolean;
  /** The ARN of the queue that hears of the records which are given up. */
  readonly deadLetters: string | undefined;
}
