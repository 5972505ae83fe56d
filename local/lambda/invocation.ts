import { faultOf, type Thrown } from "./fault";
import type { LogLine } from "./log-lines";
import { maskSecrets, maskText, maskTexts, secretsIn } from "./masking";
import type { Outcome } from "./outcome";

/** Who calls, when it is somebody who may give up waiting. */
export interface ImpatientCaller {
  /** Which attempt of Cognito's this is, from 1. */
  readonly attempt: number;
  /** Aborted when the caller waits no longer. */
  readonly signal: AbortSignal;
}

/** In characters. Events and answers can have megabytes, and hundreds of invocations are kept. */
const LARGEST_KEPT = 100_000;

/** The record of an invocation that has ended. Passwords, codes and tokens are masked. Only the size is kept of large values. */
export interface Invocation {
  readonly id: string;
  readonly functionName: string;
  readonly startedAt: Date;
  readonly milliseconds: number;
  /** The function's code was loaded for this invocation. */
  readonly cold: boolean;
  readonly attempt: number | undefined;
  /** It ended after its caller had given up: what it did stands, what it answered is lost. */
  readonly late: boolean;
  readonly event: unknown;
  readonly outcome: Outcome;
  readonly log: readonly LogLine[];
  /** With the message that the log may have left out. */
  readonly fault: Thrown | undefined;
}

interface Seen extends Omit<Invocation, "attempt" | "late" | "fault"> {
  readonly caller: ImpatientCaller | undefined;
  readonly thrown: readonly Thrown[];
}

export function recordInvocation({ caller, thrown, ...seen }: Seen): Invocation {
  const secrets = secretsIn(seen.event);
  const fault = faultOf(seen.log, seen.outcome, thrown);
  return {
    ...seen,
    attempt: caller?.attempt,
    late: caller?.signal.aborted ?? false,
    // People sometimes type their password in the place of their name.
    event: abridge(maskTexts(maskSecrets(seen.event), secrets)),
    outcome: maskOutcome(seen.outcome, secrets),
    log: abridgeLog(seen.log.map((line) => maskTexts(maskSecrets(line), secrets) as LogLine)),
    fault: fault && { ...fault, errorMessage: maskMessage(fault.errorMessage, secrets) },
  };
}

const maskMessage = (message: string, secrets: readonly string[]): string =>
  maskText(String(maskSecrets(message)), secrets);

function abridgeLog(log: readonly LogLine[]): readonly LogLine[] {
  const abridged = abridge(log);
  return typeof abridged === "string" ? [abridged] : log;
}

function abridge(value: unknown): unknown {
  const { length } = JSON.stringify(value) ?? "";
  return length > LARGEST_KEPT ? `[${length} characters]` : value;
}

function maskOutcome(outcome: Outcome, secrets: readonly string[]): Outcome {
  switch (outcome.kind) {
    case "answered":
      return { ...outcome, payload: abridge(maskSecrets(outcome.payload)) };
    case "failed":
      return { ...outcome, errorMessage: maskMessage(outcome.errorMessage, secrets) };
    case "throttled":
    case "too-large":
      return outcome;
  }
}
