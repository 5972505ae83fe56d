/** What is wrong with one field. */
interface FieldMistake {
  readonly field: string;
  readonly detail: string;
}

/** The API has said no. */
export class ApiProblem extends Error {
  constructor(
    readonly status: number,
    readonly code: string | undefined,
    words: string,
    readonly errors: readonly FieldMistake[],
  ) {
    super(words);
  }
}

/** There was no answer, or it was cut off. */
export class NoAnswer extends Error {}

/** Longer than API Gateway waits for a function. Without a limit, a tab that waits for new tokens would keep all others waiting. */
const ANSWER_MS = 35_000;

export type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

export interface Sent {
  readonly body?: unknown;
  /** The version that a change is based on. */
  readonly version?: number | undefined;
  readonly accessToken?: string | undefined;
}

/** Sends one request to the API, at the origin of the page. The browser adds the cookie itself. */
export async function send<Answer>(
  method: Method,
  path: string,
  { body, version, accessToken }: Sent = {},
): Promise<Answer> {
  const { ok, status, text } = await answerTo(path, {
    method,
    cache: "no-store",
    headers: {
      ...(body !== undefined && { "content-type": "application/json" }),
      ...(version !== undefined && { "if-match": `"${version}"` }),
      ...(accessToken !== undefined && { authorization: `Bearer ${accessToken}` }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
    signal: AbortSignal.timeout(ANSWER_MS),
  });
  const answer = jsonOf(text);
  if (!ok) throw problemOf(status, answer);
  return answer as Answer;
}

async function answerTo(path: string, request: RequestInit) {
  try {
    const response = await fetch(path, request);
    return { ok: response.ok, status: response.status, text: await response.text() };
  } catch {
    throw new NoAnswer();
  }
}

/** Undefined if the answer is not JSON: it is empty, or a page of something in between. */
function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A problem of the API, or a message of the gateway in front of it. */
function problemOf(status: number, answer: unknown): ApiProblem {
  const {
    code,
    detail,
    title,
    message,
    errors = [],
  } = (answer ?? {}) as Record<string, string | undefined> & {
    errors?: readonly FieldMistake[];
  };
  return new ApiProblem(status, code, detail ?? title ?? message ?? `The answer was ${status}`, errors);
}
