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

/** There was no answer. */
export class NoAnswer extends Error {}

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
  const response = await fetch(path, {
    method,
    cache: "no-store",
    headers: {
      ...(body !== undefined && { "content-type": "application/json" }),
      ...(version !== undefined && { "if-match": `"${version}"` }),
      ...(accessToken !== undefined && { authorization: `Bearer ${accessToken}` }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  }).catch(() => {
    throw new NoAnswer();
  });
  const answer = await jsonOf(response);
  if (!response.ok) throw problemOf(response.status, answer);
  return answer as Answer;
}

/** Undefined if the answer is not JSON: it was cut off, or is a page of something in between. */
async function jsonOf(response: Response): Promise<unknown> {
  try {
    return JSON.parse(await response.text());
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
