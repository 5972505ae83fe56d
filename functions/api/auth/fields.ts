import { optional, text, textMap } from "../../../shared/api/body";

/** What an application tells the triggers. Cognito passes it on unchecked, so no trigger decides by it. */
export const METADATA = optional(textMap(/^[\w.:-]{1,64}$/, 20));

/** Attributes of the pool's schema. Which of them a person may write, the pool decides. */
export const ATTRIBUTES = optional(textMap(/^(custom:)?[\w-]{1,24}$/, 50));

/** The secret in the link of an invitation. */
export const INVITATION = optional(text(128, /^[\w-]+$/, "the secret of an invitation's link"));

/** From Cognito as from an authenticator app. */
export const CODE = text(6, /^\d{6}$/, "six digits");

/** Cognito's own texts, which nobody else can read. */
export const SESSION = text(4_096);
export const REFRESH_TOKEN = text(8_192);
export const TENANT_ID = text(63, /^[a-z0-9][a-z0-9-]{1,62}$/, "the id of a tenant");
