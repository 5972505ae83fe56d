import { parseJson } from "../json";
import type { Invocation } from "../lambda/invocation";
import type { Report } from "./report";

type Fields = Readonly<Record<string, unknown>>;

interface Knowledge {
  readonly addressOf: (username: string) => string | undefined;
  /** Where the fault is in the sources, if that is known. */
  readonly source: string | undefined;
}

/** Of a trigger, or of a request to the API. A fault names the function that has failed, whatever was asked of it. */
export function reportInvocation(
  { functionName, startedAt, milliseconds, event, outcome, log, fault }: Invocation,
  { addressOf, source }: Knowledge,
): Report {
  const person = personIn(event) ?? "";
  const words = ownWords(log);
  const base = {
    at: new Date(startedAt.getTime() + milliseconds),
    what: functionName,
    who: addressOf(person) ?? person,
    words,
  };
  if (fault !== undefined) {
    const { errorType, errorMessage } = fault;
    const message = errorMessage === "" ? errorType : `${errorType}: ${errorMessage}`;
    const why = source === undefined ? message : `${message} (${source})`;
    return { ...base, outcome: "fault", why, mood: "fault", isRoutine: false };
  }
  if (outcome.kind === "throttled" || outcome.kind === "too-large")
    return { ...base, outcome: outcome.kind, why: "", mood: "refused", isRoutine: false };
  const { reason, warnings, ...summary } = summaryIn(log);
  const explain = (cause: unknown) =>
    [typeof cause === "string" ? cause : "", ...warnings.map((warning) => `warning: ${warning}`)]
      .filter((part) => part !== "")
      .join("; ");
  const request = requestOf(event);
  if (request !== undefined && outcome.kind === "answered") {
    const { status, code } = answerIn(outcome.payload);
    const mood = status >= 400 ? "refused" : "good";
    return { ...base, what: request, outcome: String(status), why: explain(code), mood, isRoutine: false };
  }
  const isRefused = outcome.kind === "failed" || summary.outcome === "not-migrated";
  const isNews = isRefused || summary.outcome === "migrated" || warnings.length + words.length > 0;
  return {
    ...base,
    outcome: String(summary.outcome ?? (isRefused ? "refused" : "done")),
    why: explain(reason),
    mood: isRefused ? "refused" : "good",
    isRoutine: !isNews,
  };
}

/** What the function's own log line says of the invocation. */
function summaryIn(log: Invocation["log"]) {
  const { outcome, reason, warnings } =
    log.find((line): line is Fields => typeof line !== "string" && "outcome" in line) ?? {};
  return { outcome, reason, warnings: Array.isArray(warnings) ? warnings : [] };
}

/** What a function has written besides its log line, such as with `console.log`. */
const ownWords = (log: Invocation["log"]): readonly string[] =>
  log.flatMap((line) => {
    // Lambda notes every error that is thrown, and thus every refusal; faults are reported with more.
    if (typeof line !== "string" || /\t(Invoke|Init) Error \t/.test(line)) return [];
    // Lambda's console begins with the time and the request.
    return line.replace(/^\S+Z\t\S+\t(\w+)\t/, "$1 ").split("\r");
  });

/** `POST /auth/sign-in`; undefined for a trigger. */
function requestOf(event: unknown): string | undefined {
  const { http, httpMethod, path } = fieldsOf(fieldsOf(event).requestContext);
  const { method = httpMethod, path: asked = path } = fieldsOf(http);
  return typeof method === "string" && typeof asked === "string" ? `${method} ${asked}` : undefined;
}

/** An address, or a user name, as the event has it. */
function personIn(event: unknown): string | undefined {
  const { request, userName, body, requestContext } = fieldsOf(event);
  const { authorizer } = fieldsOf(requestContext);
  const candidates = [
    fieldsOf(fieldsOf(request).userAttributes).email,
    userName,
    fieldsOf(parse(body)).email,
    fieldsOf(fieldsOf(fieldsOf(authorizer).jwt).claims).sub,
    fieldsOf(fieldsOf(authorizer).claims).sub,
  ];
  return candidates.find((candidate): candidate is string => typeof candidate === "string");
}

function answerIn(payload: unknown): { status: number; code: unknown } {
  const { statusCode, body } = fieldsOf(payload);
  return { status: Number(statusCode ?? 200), code: fieldsOf(parse(body)).code };
}

const parse = (text: unknown): unknown => (typeof text === "string" ? parseJson(text) : undefined);

const fieldsOf = (value: unknown): Fields =>
  typeof value === "object" && value !== null ? (value as Fields) : {};
