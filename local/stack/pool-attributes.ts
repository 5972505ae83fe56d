import type { AttributeSettings } from "../pool/settings";
import { plainAttribute, STANDARD_ATTRIBUTES } from "../pool/users/standard-attributes";
import type { Findings } from "./imitable-resources";
import type { Properties } from "./properties";

const TYPES = ["String", "Number", "Boolean", "DateTime"] as const;

/** The standard attributes with the pool's own settings, then the custom ones. */
export function poolAttributes(
  entries: readonly Properties[],
  findings: Findings,
): readonly AttributeSettings[] {
  const given = new Map(entries.map((entry) => [entry.requiredText("Name"), entry]));
  const custom = [...given].filter(([name]) =>
    STANDARD_ATTRIBUTES.every((attribute) => attribute.name !== name),
  );
  return [
    ...STANDARD_ATTRIBUTES.map((attribute) => {
      const entry = given.get(attribute.name);
      return entry === undefined ? attribute : attributeOf(attribute, entry, findings);
    }),
    ...custom.map(([name, entry]) => {
      // AWS itself is of two minds about what an attribute without it would be.
      if (!entry.has("Mutable")) findings.refuse(`${entry.place} without Mutable`);
      return attributeOf(plainAttribute(`custom:${name.replace(/^custom:/, "")}`), entry, findings);
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
    ...bound("minLength", length.optionalInteger("MinLength") ?? defaults.minLength),
    ...bound("maxLength", length.optionalInteger("MaxLength") ?? defaults.maxLength),
    ...bound("least", number.optionalInteger("MinValue") ?? defaults.least),
    ...bound("most", number.optionalInteger("MaxValue") ?? defaults.most),
  };
}

const bound = (name: string, value: number | undefined) => (value === undefined ? {} : { [name]: value });
