import { type FieldReader, optional, PASSWORD, text, textMap } from "../../../shared/api/body";
import { Problem } from "../../../shared/api/problem";

/** What an application passes to the triggers. Cognito does not check it, so by itself it grants nothing. */
export const METADATA = optional(textMap(/^[\w.:-]{1,64}$/, 20));

/** Attributes of the pool's schema. The pool decides which of them a person may write. */
export const ATTRIBUTES = optional(textMap(/^(custom:)?[\w-]{1,24}$/, 50));

/** The secret in the link of an invitation. */
export const INVITATION = optional(text(128, /^[\w-]+$/, "the secret of an invitation's link"));

/** A code of Cognito, or of an authenticator app. */
export const CODE = text(6, /^\d{6}$/, "six digits");

/** Cognito's code for signing in is longer than the others. */
export const CHALLENGE_CODE = text(8, /^(\d{6}|\d{8})$/, "six or eight digits");

/** Texts that only Cognito can read. */
export const SESSION = text(4_096);
export const REFRESH_TOKEN = text(8_192);
export const TENANT_ID = text(63, /^[a-z0-9][a-z0-9-]{1,62}$/, "the id of a tenant");

/** A password, which is optional on some stages. */
export const passwordFor = (isOptional: boolean): FieldReader<string | undefined> =>
  isOptional ? optional(PASSWORD) : PASSWORD;

/** For a field that this request needs and others may leave out. */
export const missing = (field: string): Problem =>
  new Problem("invalid-request", undefined, [{ field, detail: "is missing" }]);
