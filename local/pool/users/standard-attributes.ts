import type { AttributeSettings } from "../settings";

/** The greatest length of an attribute's text. */
export const LONGEST = 2_048;

/** An attribute with the usual settings. */
export const plainAttribute = (
  name: string,
  changes: Partial<AttributeSettings> = {},
): AttributeSettings => ({ name, type: "String", mutable: true, required: false, ...changes });

const text = (name: string, changes: Partial<AttributeSettings> = {}) =>
  plainAttribute(name, { minLength: 0, maxLength: LONGEST, ...changes });

/** The attributes of every pool, with the settings that apply unless the schema changes them. */
export const STANDARD_ATTRIBUTES: readonly AttributeSettings[] = [
  text("sub", { mutable: false, required: true, minLength: 1 }),
  text("name"),
  text("given_name"),
  text("family_name"),
  text("middle_name"),
  text("nickname"),
  text("preferred_username"),
  text("profile"),
  text("picture"),
  text("website"),
  text("email"),
  plainAttribute("email_verified", { type: "Boolean" }),
  text("gender"),
  text("birthdate", { minLength: 10, maxLength: 10 }),
  text("zoneinfo"),
  text("locale"),
  text("phone_number"),
  plainAttribute("phone_number_verified", { type: "Boolean" }),
  text("address"),
  plainAttribute("updated_at", { type: "Number", least: 0 }),
  plainAttribute("identities"),
];
