import { createHash } from "node:crypto";
import { sendRequest } from "./http";
import type { Run } from "./runtime/invocation";
import { textLike } from "./runtime/readers";
import type { Settings } from "./runtime/settings";
import { BREACHES_ANSWER_MS } from "./runtime/time-budget";
import { withTimeLimit } from "./runtime/time-limit";

/** Whether a password is in a list of stolen passwords. If the list does not answer, the password passes. */
export type IsBreached = (password: string, run: Run) => Promise<boolean>;

/** The address of the ranges. The first five characters of a digest are appended. */
export const readBreachedPasswords = textLike(
  /^(off|https:\/\/[^\s?#@]+[^\s?#@/])$/,
  "off or an address such as https://api.pwnedpasswords.com/range",
);

/** In bytes. Ranges have about a thousand lines, of some forty characters. */
const LARGEST_RANGE = 256 * 1024;

/**
 * Asks by k-anonymity: only the first five of forty characters of a digest are sent. The list answers with all
 * digests that begin so, hundreds of them, padded so that the length of the answer tells nothing.
 * https://haveibeenpwned.com/API/v3#SearchingPwnedPasswordsByRange
 */
export function breachedPasswords(settings: Settings): IsBreached {
  const address = readBreachedPasswords(settings.optionalText("BREACHED_PASSWORDS") ?? "off");
  if (address === "off") return async () => false;
  // The local edition has a list of its own.
  const at = settings.optionalText("BREACHED_PASSWORDS_SERVER") ?? address;
  return async (password, run) => {
    const digest = createHash("sha1").update(password).digest("hex").toUpperCase();
    try {
      const range = await withTimeLimit(BREACHES_ANSWER_MS, run.signal, (signal) =>
        rangeOf(`${at}/${digest.slice(0, 5)}`, signal),
      );
      return isListed(range, digest.slice(5));
    } catch {
      run.warn("the list of breached passwords did not answer");
      return false;
    }
  };
}

async function rangeOf(url: string, signal: AbortSignal): Promise<string> {
  const headers = { "add-padding": "true", "user-agent": "cognito-trigger-suite" };
  const asked = { method: "GET", headers, largestAnswer: LARGEST_RANGE } as const;
  const { status, body } = await sendRequest(new URL(url), asked, signal);
  if (status !== 200 || !/^[0-9A-F]{35}:\d+(\r?\n|$)/.test(body))
    throw new Error("this is no range of digests");
  return body;
}

/** A padding line has the count 0. */
function isListed(range: string, rest: string): boolean {
  const line = range.split(/\r?\n/).find((candidate) => candidate.startsWith(`${rest}:`));
  return line !== undefined && Number(line.slice(rest.length + 1)) > 0;
}
