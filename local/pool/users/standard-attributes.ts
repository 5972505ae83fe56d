import type { AttributeSettings } from "../settings";

const LONGEST = 2048;

/** An attribute that nothing more is said about. */
export const plainAttribute = (
  name: string,
  changes: Partial<AttributeSettings> = {},
): AttributeSettings => ({
  name,
  type: "String",
  mutable: true,
  required: false,
  minLength: 0,
  maxLength: LONGEST,
  ...changes,
});

/** What every pool has, as it is before the schema says anything. */
export const STANDARD_ATTRIBUTES: readonly AttributeSettings[] = [
  plainAttribute("sub", { mutable: false, required: true, minLength: 1 }),
  plainAttribute("name"),
  plainAttribute("given_name"),
  plainAttribute("family_name"),
  plainAttribute("middle_name"),
  plainAttribute("nickname"),
  plainAttribute("preferred_username"),
  plainAttribute("profile"),
  plainAttribute("picture"),
  plainAttribute("website"),
  plainAttribute("email"),
  plainAttribute("email_verified", { type: "Boolean" }),
  plainAttribute("gender"),
  plainAttribute("birthdate", { minLength: 10, maxLength: 10 }),
  plainAttribute("zoneinfo"),
  plainAttribute("locale"),
  plainAttribute("phone_number"),
  plainAttribute("phone_number_verified", { type: "Boolean" }),
  plainAttribute("address"),
  plainAttribute("updated_at", { type: "Number" }),
  plainAttribute("identities"),
];
