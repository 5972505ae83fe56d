import type { AttributeSettings } from "../pool/settings";
import type { Findings } from "./imitable-resources";
import type { Properties } from "./properties";

const LONGEST = 2048;

const standard = (name: string, changes: Partial<AttributeSettings> = {}): AttributeSettings => ({
  name,
  type: "String",
  mutable: true,
  required: false,
  minLength: 0,
  maxLength: LONGEST,
  ...changes,
});

/** What every pool has, as it is before the schema says anything. */
const STANDARD: readonly AttributeSettings[] = [
  standard("sub", { mutable: false, required: true, minLength: 1 }),
  standard("name"),
  standard("given_name"),
  standard("family_name"),
  standard("middle_name"),
  standard("nickname"),
  standard("preferred_username"),
  standard("profile"),
  standard("picture"),
  standard("website"),
  standard("email"),
  standard("email_verified", { type: "Boolean" }),
  standard("gender"),
  standard("birthdate", { minLength: 10, maxLength: 10 }),
  standard("zoneinfo"),
  standard("locale"),
  standard("phone_number"),
  standard("phone_number_verified", { type: "Boolean" }),
  standard("address"),
  standard("updated_at", { type: "Number" }),
  standard("identities"),
];

const TYPES = ["String", "Number", "Boolean", "DateTime"] as const;

/** The standard attributes with the pool's own settings, then the custom ones. */
export function poolAttributes(
  entries: readonly Properties[],
  findings: Findings,
): readonly AttributeSettings[] {
  const given = new Map(entries.map((entry) => [entry.requiredText("Name"), entry]));
  const custom = [...given].filter(([name]) => STANDARD.every((attribute) => attribute.name !== name));
  return [
    ...STANDARD.map((attribute) => {
      const entry = given.get(attribute.name);
      return entry === undefined ? attribute : attributeOf(attribute, entry, findings);
    }),
    ...custom.map(([name, entry]) => {
      // AWS itself is of two minds about what an attribute without it would be.
      if (!entry.has("Mutable")) findings.refuse(`${entry.place} without Mutable`);
      return attributeOf(standard(`custom:${name.replace(/^custom:/, "")}`), entry, findings);
    }),
  ];
}

function attributeOf(defaults: AttributeSettings, entry: Properties, findings: Findings): AttributeSettings {
  const given = entry.text("AttributeDataType") ?? defaults.type;
  const type = TYPES.find((candidate) => candidate === given);
  if (type === undefined) findings.refuse(`${entry.place}.AttributeDataType ${given}`);
  const length = entry.part("StringAttributeConstraints");
  const number = entry.part("NumberAttributeConstraints");
  return {
    name: defaults.name,
    type: type ?? defaults.type,
    mutable: entry.flag("Mutable", defaults.mutable),
    required: entry.flag("Required", defaults.required),
    minLength: length.integer("MinLength", defaults.minLength),
    maxLength: length.integer("MaxLength", defaults.maxLength),
    ...(number.has("MinValue") && { least: number.integer("MinValue", 0) }),
    ...(number.has("MaxValue") && { most: number.integer("MaxValue", 0) }),
  };
}
