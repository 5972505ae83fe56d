import { LONGEST, STANDARD_ATTRIBUTES } from "../../users/standard-attributes";
import { invalidParameter } from "../errors";
import { PLAIN_TEXT } from "../input/members";
import { flag, type InputOf, list, part, text, word } from "../input/shapes";
import { given } from "./pool-input";

export const SCHEMA = list(
  part({
    Name: text({ shortest: 1, longest: 20, pattern: "[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}]+" }),
    AttributeDataType: word("String", "Number", "DateTime", "Boolean"),
    DeveloperOnlyAttribute: flag,
    Mutable: flag,
    Required: flag,
    NumberAttributeConstraints: part({ MinValue: PLAIN_TEXT, MaxValue: PLAIN_TEXT }),
    StringAttributeConstraints: part({ MinLength: PLAIN_TEXT, MaxLength: PLAIN_TEXT }),
  }),
  50,
);
type Attribute = InputOf<typeof SCHEMA.of.members>;

/**
 * The schema in the form of a template. An operation makes a custom attribute mutable by default; a template has to
 * say it.
 */
export const schemaProperties = (schema: readonly Attribute[]) =>
  schema.map((attribute) => {
    checkAttribute(attribute);
    return { Mutable: true, ...given(attribute) };
  });

/** Refuses attributes that no pool can be created with. */
function checkAttribute(attribute: Attribute): void {
  const { Name: name = "", AttributeDataType: type, Required: isRequired } = attribute;
  const { StringAttributeConstraints: text, NumberAttributeConstraints: number } = attribute;
  const standard = STANDARD_ATTRIBUTES.find((candidate) => candidate.name === name);
  if (standard === undefined && type === undefined)
    throw invalidParameter(
      "Invalid AttributeDataType input, consider using the provided AttributeDataType enum.",
    );
  if (standard === undefined && isRequired)
    throw invalidParameter("Required custom attributes are not supported currently.");
  const changesType = type !== undefined && type !== standard?.type;
  if (standard !== undefined && (changesType || attribute.DeveloperOnlyAttribute))
    throw invalidParameter(
      `You can not change AttributeDataType or set developerOnlyAttribute for standard schema attribute ${name}`,
    );
  const place = standard === undefined ? `custom:${name}` : name;
  const [shortest, longest] = boundsOf(
    [text?.MinLength, text?.MaxLength],
    "StringAttributeConstraints",
    place,
  );
  if (Math.max(shortest ?? 0, longest ?? 0) > LONGEST)
    throw invalidParameter(`user.${place}: String attributes cannot have a length of more than ${LONGEST}`);
  if ((longest ?? LONGEST) < (shortest ?? 0))
    throw invalidParameter(`user.${place}: Max length cannot be less than min length.`);
  const [least, most] = boundsOf([number?.MinValue, number?.MaxValue], "NumberAttributeConstraints", place);
  if (least !== undefined && most !== undefined && most < least)
    throw invalidParameter(`user.${place}: Max value cannot be less than min value.`);
}

function boundsOf(written: readonly (string | undefined)[], what: string, place: string) {
  if (written.some((bound) => bound !== undefined && !/^\d{1,15}$/.test(bound)))
    throw invalidParameter(`Invalid ${what} for schema attribute ${place}`);
  return written.map((bound) => (bound === undefined ? undefined : Number(bound)));
}
