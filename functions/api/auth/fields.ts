import { type FieldReader, optional, PASSWORD, text, textMap } from "../../../shared/api/body";
import { Problem } from "../../../shared/api/problem";

/** What an application tells the triggers. Cognito passes it on unchecked, so no trigger decides by it. */
export const METADATA = optional(textMap(/^[\w.:-]{1,64}$/, 20));

/** Attributes of the pool's schema. Which of them a person may write, the pool decides. */
export const ATTRIBUTES = optional(textMap(/^(custom:)?[\w-]{1,24}$/, 50));

/** The secret in the link of an invitation. */
export const INVITATION = optional(text(128, /^[\w-]+$/, "the secret of an invitation's link"));

/** From Cognito as from an authenticator app. */
export const CODE = text(6, /^\d{6}$/, "six digits");

/** Cognito's code for signing in is longer than the others. */
export const CHALLENGE_CODE = text(8, /^(\d{6}|\d{8})$/, "six or eight digits");

/** Cognito's own texts, which nobody else can read. */
export const SESSION = text(4_096);
export const REFRESH_TOKEN = text(8_192);
export const TENANT_ID = text(63, /^[a-z0-9][a-z0-9-]{1,62}$/, "the id of a tenant");

/** A password, which only some stages do without. */
export const passwordFor = (isOptional: boolean): FieldReader<string | undefined> =>
  isOptional ? optional(PASSWORD) : PASSWORD;

/** Of a field that may be left out elsewhere, or on other stages. */
export const missing = (field: string): Problem =>
  new Problem("invalid-request", undefined, [{ field, detail: "is missing" }]);
