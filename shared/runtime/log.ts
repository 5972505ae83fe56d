import { createHmac } from "node:crypto";
import { FaultError } from "./errors";

export type LogFields = Readonly<Record<string, unknown>>;
/** What calls a function: the pool, the HTTP API, CloudFormation, or the stream of a table. */
export type FunctionKind = "trigger" | "api" | "resource" | "stream";
export type Log = (fields: LogFields) => void;

/** Writes to stdout directly. Lambda's console would wrap the line, and CloudWatch would find no metrics in it. */
export const stdoutLog: Log = (fields) => {
  process.stdout.write(`${JSON.stringify(fields)}\n`);
};

/** A pseudonym that connects the log lines of one login without telling whose they are. */
export const pseudonym = (key: string, login: string): string =>
  createHmac("sha256", key).update(login.toLowerCase()).digest("base64url").slice(0, 16);

/**
 * The parts of an error that may be logged. Messages of the language or of a parser can quote the input, so only
 * messages of our own errors and of AWS are kept. Of any other error, the name and the stack frames remain.
 */
export function describeError(error: unknown, depth = 0): LogFields {
  if (!(error instanceof Error)) return { name: typeof error };
  const mayBeQuoted = error instanceof FaultError || "$fault" in error;
  const code = "code" in error && typeof error.code === "string" ? error.code : undefined;
  return {
    name: error.name,
    ...(code !== undefined && { code }),
    ...(mayBeQuoted && { message: error.message }),
    stack: error.stack
      ?.split("\n")
      .filter((line) => /^\s+at /.test(line))
      .slice(0, 8)
      .map((line) => line.trim()),
    ...(error.cause !== undefined && depth < 3 && { cause: describeError(error.cause, depth + 1) }),
  };
}

/** CloudWatch's embedded metric format. The log line is the metric, so a sign-in makes no extra call. */
export const metrics = (kind: FunctionKind, timestamp: number): LogFields => ({
  _aws: {
    Timestamp: timestamp,
    CloudWatchMetrics: [
      {
        Namespace: "CognitoTriggers",
        Dimensions: [
          ["stage", kind],
          ["stage", kind, "outcome"],
          ["stage", "outcome"],
        ],
        Metrics: [{ Name: "milliseconds", Unit: "Milliseconds" }],
      },
    ],
  },
});
