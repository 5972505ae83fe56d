import { parseJson } from "../json";
import { isObject, type Json } from "../stack/properties";

/** A pattern has the form of a record. Each of its leaves is a list of rules, one of which must hold. */
export type FilterPattern = Json;

const RULES: Readonly<Record<string, (wanted: unknown, value: unknown) => boolean>> = {
  prefix: (wanted, value) => typeof value === "string" && value.startsWith(String(wanted)),
  suffix: (wanted, value) => typeof value === "string" && value.endsWith(String(wanted)),
  // A missing value does not match.
  "anything-but": (wanted, value) => value !== undefined && ![wanted].flat().includes(value),
  exists: (wanted, value) => (value !== undefined) === wanted,
};

/** The pattern, or the part of it that Lambda refuses or that is not imitated, in words. */
export function readPattern(text: string): FilterPattern | string {
  const pattern = parseJson(text);
  if (!isObject(pattern)) return "a filter that is not a JSON object";
  const [other] = Object.keys(pattern).filter((name) => name !== "dynamodb");
  // https://docs.aws.amazon.com/lambda/latest/dg/with-ddb-filtering.html
  if (other !== undefined)
    return `a filter by ${other}: the streams of tables are filtered by dynamodb alone`;
  return mistakeIn(pattern) ?? pattern;
}

function mistakeIn(pattern: unknown): string | undefined {
  if (Array.isArray(pattern)) return pattern.map(mistakeInRule).find((mistake) => mistake !== undefined);
  if (!isObject(pattern)) return "a filter whose rules are not in a list";
  return Object.values(pattern)
    .map(mistakeIn)
    .find((mistake) => mistake !== undefined);
}

function mistakeInRule(rule: unknown): string | undefined {
  if (Array.isArray(rule)) return "a filter with a list in a list";
  if (!isObject(rule)) return undefined;
  const [name = "", ...others] = Object.keys(rule);
  if (others.length > 0 || !Object.hasOwn(RULES, name))
    return `the rule ${Object.keys(rule).join(", ")} of a filter`;
  const wanted = rule[name];
  const isListed =
    name === "anything-but" && Array.isArray(wanted) && wanted.every((value) => typeof value === "string");
  const isSound = isListed || (name === "exists" ? typeof wanted === "boolean" : typeof wanted === "string");
  return isSound ? undefined : `the rule ${name} of a filter with ${JSON.stringify(wanted)}`;
}

/** Without a filter every record is handed over, otherwise one that any of them takes. */
export const passes = (filters: readonly FilterPattern[], record: unknown): boolean =>
  filters.length === 0 || filters.some((pattern) => matches(pattern, record));

function matches(pattern: unknown, value: unknown): boolean {
  if (Array.isArray(pattern)) return pattern.some((rule) => holds(rule, value));
  return Object.entries(pattern as Json).every(([name, below]) =>
    matches(below, isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined),
  );
}

/** In a list, one member has to match. */
function holds(rule: unknown, value: unknown): boolean {
  if (Array.isArray(value)) return value.some((member) => holds(rule, member));
  // Rules apply to leaves only.
  const leaf = isObject(value) ? undefined : value;
  if (!isObject(rule)) return rule === leaf;
  return Object.entries(rule).every(([name, wanted]) => RULES[name]?.(wanted, leaf) === true);
}
