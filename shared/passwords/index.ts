import type { StoredHash } from "./hash-record";
import type { Verdict, VerifyOptions } from "./verify";

export { CEILINGS, type CeilingName, type Ceilings, type Cost, USUAL_CEILINGS } from "./ceilings";
export type { Scheme } from "./format";
export { REVERSIBLE } from "./formats/plaintext";
export type { HashParameters, StoredHash } from "./hash-record";
export { type Inspection, type InspectOptions, inspect, isScheme, SCHEMES } from "./inspect";
export { NORMAL_FORMS, PASSWORD_ENCODINGS } from "./password-encoding";
export { SCHEME_WORDS } from "./scheme-words";
export { UNREAD_FORMATS } from "./unread-formats";
export type { Verdict, VerifyOptions } from "./verify";

/**
 * Checks a password. The formats are loaded with the first one, because loading them earlier would only slow a cold
 * start down.
 */
export async function verifyPassword(
  candidate: string,
  stored: StoredHash,
  options?: VerifyOptions,
): Promise<Verdict> {
  const { verify } = await import("./verify");
  return verify(candidate, stored, options);
}
