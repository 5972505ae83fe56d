import { type HttpAnswer, LongAnswerError, sendRequest } from "../../http";
import { FaultError } from "../../runtime/errors";
import { ENDPOINT_ANSWER_MS } from "../../runtime/time-budget";
import { withTimeLimit } from "../../runtime/time-limit";

const LARGEST_ANSWER = 64 * 1_024;

interface Posted {
  readonly token: string;
  readonly body: string;
  /** If given, the only authorities that are trusted. */
  readonly ca: string | undefined;
}

/** Posts JSON to the endpoint of an old system. */
export const post = (url: URL, posted: Posted, deadline: AbortSignal): Promise<HttpAnswer> =>
  withTimeLimit(ENDPOINT_ANSWER_MS, deadline, (signal) => send(url, posted, signal));

async function send(url: URL, { token, body, ca }: Posted, signal: AbortSignal): Promise<HttpAnswer> {
  const headers = {
    authorization: `Bearer ${token}`,
    "content-type": "application/json",
    accept: "application/json",
  };
  try {
    return await sendRequest(
      url,
      { method: "POST", headers, body, ca, largestAnswer: LARGEST_ANSWER },
      signal,
    );
  } catch (cause) {
    throw new FaultError(saying(cause, signal), { cause });
  }
}

function saying(cause: unknown, signal: AbortSignal): string {
  if (cause instanceof LongAnswerError) return `the endpoint answers with more than ${LARGEST_ANSWER} bytes`;
  return signal.aborted ? "the endpoint does not answer in time" : "the endpoint cannot be reached";
}
