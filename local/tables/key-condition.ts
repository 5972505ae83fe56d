import { isObject, type Json } from "../stack/properties";

/**
 * The value that a query requires an attribute to equal. Undefined unless that is certain: the query must have exactly one
 * condition on the attribute, an equality, in a form that is known here.
 */
export function queriedValue(input: Json, attribute: string): unknown {
  const { KeyConditionExpression: expression, KeyConditions: conditions } = input;
  if (typeof expression === "string" && conditions === undefined)
    return inExpression(expression, input, attribute);
  if (isObject(conditions) && expression === undefined) return inConditions(conditions, attribute);
  return undefined;
}

function inConditions(conditions: Json, attribute: string): unknown {
  const condition = Object.hasOwn(conditions, attribute) ? conditions[attribute] : undefined;
  if (!isObject(condition) || condition.ComparisonOperator !== "EQ") return undefined;
  const { AttributeValueList: values } = condition;
  return Array.isArray(values) && values.length === 1 ? values[0] : undefined;
}

function inExpression(expression: string, input: Json, attribute: string): unknown {
  const names = isObject(input.ExpressionAttributeNames) ? input.ExpressionAttributeNames : {};
  const values = isObject(input.ExpressionAttributeValues) ? input.ExpressionAttributeValues : {};
  const conditions = readConditions(expression)?.filter(({ name }) => {
    const meant = name.startsWith("#") ? own(names, name) : name;
    return meant === attribute;
  });
  const [only, ...others] = conditions ?? [];
  return only?.equals === undefined || others.length > 0 ? undefined : own(values, only.equals);
}

const own = (record: Json, name: string): unknown => (Object.hasOwn(record, name) ? record[name] : undefined);

interface Condition {
  /** As it is written: an attribute, or a placeholder that begins with `#`. */
  readonly name: string;
  /** The placeholder of the value that it has to equal; undefined for any other condition. */
  readonly equals: string | undefined;
}

/** All conditions of an expression that joins them by AND; undefined for any other. */
function readConditions(expression: string): readonly Condition[] | undefined {
  const tokens = expression.match(/[#:]?\w+|<=|>=|<>|[=<>(),]|\S/g) ?? [];
  let at = 0;
  const take = (...patterns: RegExp[]): readonly string[] | undefined => {
    const taken = tokens.slice(at, at + patterns.length);
    if (!patterns.every((pattern, index) => pattern.test(taken[index] ?? ""))) return undefined;
    at += patterns.length;
    return taken;
  };

  const one = (): readonly Condition[] | undefined => {
    const equal = take(NAME, /^=$/, VALUE);
    if (equal !== undefined) return [{ name: equal[0] ?? "", equals: equal[2] }];
    const reversed = take(VALUE, /^=$/, NAME);
    if (reversed !== undefined) return [{ name: reversed[2] ?? "", equals: reversed[0] }];
    const other =
      take(NAME, /^(<|<=|>|>=)$/, VALUE) ??
      take(NAME, /^between$/i, VALUE, /^and$/i, VALUE) ??
      take(/^begins_with$/, /^\($/, NAME, /^,$/, VALUE, /^\)$/)?.slice(2);
    if (other !== undefined) return [{ name: other[0] ?? "", equals: undefined }];
    if (take(/^\($/) === undefined) return undefined;
    const inside = all();
    return take(/^\)$/) === undefined ? undefined : inside;
  };
  const all = (): readonly Condition[] | undefined => {
    const conditions = [one()];
    while (take(/^and$/i) !== undefined) conditions.push(one());
    return conditions.every((condition) => condition !== undefined) ? conditions.flat() : undefined;
  };
  const conditions = all();
  return at === tokens.length ? conditions : undefined;
}

const NAME = /^#?[A-Za-z_]\w*$|^#\w+$/;
const VALUE = /^:\w+$/;
