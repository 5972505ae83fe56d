import type { Claims } from "../pool/tokens/jwt";

export type Tags = Readonly<Record<string, string>>;

/** https://docs.aws.amazon.com/STS/latest/APIReference/API_Tag.html */
const TEXT = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;
const LONGEST_KEY = 128;
const LONGEST_VALUE = 256;
/** https://docs.aws.amazon.com/cognito/latest/developerguide/attributes-for-access-control.html */
const MOST_BYTES = 460;

/** The tags of a session, made of claims. A claim that is missing, empty or not text makes no tag. */
export const sessionTags = (claimOf: Readonly<Record<string, string>>, claims: Claims): Tags =>
  Object.fromEntries(
    Object.entries(claimOf).flatMap(([tag, claim]) => {
      const value = Object.hasOwn(claims, claim) ? claims[claim] : undefined;
      return typeof value === "string" && value !== "" ? [[tag, value]] : [];
    }),
  );

/** Why STS makes no session with these tags; undefined where it does. */
export function refusedTags(tags: Tags): string | undefined {
  const entries = Object.entries(tags);
  for (const [tag, value] of entries) {
    if (!TEXT.test(tag) || !TEXT.test(value)) return `the tag ${tag} has characters that tags may not have`;
    if (tag.length > LONGEST_KEY || value.length > LONGEST_VALUE) return `the tag ${tag} is too long`;
  }
  const bytes = entries.flat().reduce((sum, text) => sum + Buffer.byteLength(text), 0);
  return bytes > MOST_BYTES ? `its tags have ${bytes} bytes, and may have ${MOST_BYTES}` : undefined;
}
