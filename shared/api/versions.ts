import { Problem } from "./problem";
import type { ApiRequest } from "./request";
import type { ApiResponse } from "./response";

/**
 * The version that a change is based on, from `If-Match: "3"`. Without it, two people who change the same thing at
 * once would not notice each other.
 */
export function versionIn({ headers }: ApiRequest): number {
  const written = headers["if-match"];
  if (written === undefined)
    throw new Problem("version-missing", 'Send the version as a header: If-Match: "<version>"');
  const [, digits] = /^"(\d{1,15})"$/.exec(written) ?? [];
  if (digits === undefined)
    throw new Problem("invalid-request", 'If-Match takes the version in quotes, such as "3"');
  return Number(digits);
}

/** Something that can be changed, with its version as the entity tag. */
export const versioned = <Body extends { readonly version: number }>(
  status: number,
  body: Body,
): ApiResponse => ({
  status,
  body,
  headers: { etag: `"${body.version}"` },
});

export const stale = () => new Problem("stale-version", "Read it again, and repeat what still makes sense");
