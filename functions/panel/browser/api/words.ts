import { Elsewhere } from "./api";
import { ApiProblem, NoAnswer } from "./request";

/** Whether somebody else has made a change first. */
const isStale = (error: unknown): boolean => error instanceof ApiProblem && error.status === 412;

/** Whether the page shows something that has changed, or that belongs to another tenant by now. */
export const isOutdated = (error: unknown): boolean => error instanceof Elsewhere || isStale(error);

export const isGone = (error: unknown): boolean => error instanceof ApiProblem && error.status === 404;

export const isNotSignedIn = (error: unknown): boolean => error instanceof ApiProblem && error.status === 401;

export const fieldErrorsOf = (error: unknown) => (error instanceof ApiProblem ? error.errors : []);

/** What went wrong, for the person in front of the page. */
export function wordsOf(error: unknown): string {
  if (error instanceof NoAnswer) return "There is no answer. Check your connection, and try again.";
  if (error instanceof Elsewhere)
    return error.isDone
      ? "Your change was made where you were before, and not here."
      : "You are in another tenant now, so nothing was done.";
  if (!(error instanceof ApiProblem)) return "This page has made a mistake. Please load it again.";
  if (error.code === "not-signed-in") return "Your session is over. Please sign in again.";
  if (isStale(error))
    return "This was changed in the meantime, so your change was not made. You see the present state.";
  if (error.status === 429 && error.code === undefined)
    return "There are too many requests at the moment. Wait a little, and try again.";
  if (error.status >= 500 && error.code === undefined)
    return "This is not possible at the moment. Please try again later.";
  return [sentence(error.message), ...error.errors.map(({ field, detail }) => `${field} ${detail}.`)].join(
    " ",
  );
}

const sentence = (text: string): string => (/[.!?]$/.test(text) ? text : `${text}.`);
