import { invalidParameter, serialization } from "../errors";
import { PLAIN_TEXT } from "./members";
import type { InputOf, Members, Shape, TextShape, WholeShape, WordShape } from "./shapes";

type Json = Readonly<Record<string, unknown>>;

/** The most characters of a value that a message quotes. */
const LONGEST_SHOWN = 256;

/** Reads a request by its declaration. One error tells all the broken rules, in the service's words. */
export function readInput<M extends Members>(members: M, given: Json): InputOf<M> {
  const complaints: string[] = [];
  const input = readMembers(members, given, "", complaints);
  const count = complaints.length;
  if (count > 0)
    throw invalidParameter(
      `${count} validation error${count === 1 ? "" : "s"} detected: ${complaints.join("; ")}`,
    );
  return input as InputOf<M>;
}

function readMembers(members: Members, given: Json, prefix: string, complaints: string[]): Json {
  const read = Object.entries(members).map(([name, shape]) => {
    const place = prefix + name.charAt(0).toLowerCase() + name.slice(1);
    // Null counts as a member that is left out.
    const value = Object.hasOwn(given, name) ? (given[name] ?? undefined) : undefined;
    if (value !== undefined) return [name, readValue(shape, value, place, complaints)];
    if (shape.required) complaints.push(complaint(shape, null, place, "Member must not be null"));
    return [name, undefined];
  });
  return Object.fromEntries(read);
}

/** A value of the wrong type ends the reading. A value that breaks a rule adds a complaint. */
function readValue(shape: Shape, value: unknown, place: string, complaints: string[]): unknown {
  const complain = (constraints: readonly string[]) =>
    complaints.push(...constraints.map((constraint) => complaint(shape, value, place, constraint)));
  switch (shape.kind) {
    case "text":
    case "word":
      if (typeof value !== "string") throw serialization(`${place} is not a string`);
      complain(broken(textRules(shape), value));
      return value;
    case "whole":
      if (typeof value !== "number" || !Number.isInteger(value))
        throw serialization(`${place} is not a whole number`);
      complain(broken(wholeRules(shape), value));
      return value;
    case "flag":
      if (typeof value !== "boolean") throw serialization(`${place} is not a boolean`);
      return value;
    case "document":
      if (!isJson(value)) throw serialization(`${place} is not an object`);
      return value;
    case "map": {
      if (!isJson(value)) throw serialization(`${place} is not a map of strings`);
      // Null counts as left out here as well: older clients forget a device in this way.
      const map = Object.fromEntries(Object.entries(value).filter(([, text]) => text !== null));
      const texts = Object.values(map);
      if (!texts.every(isText)) throw serialization(`${place} is not a map of strings`);
      if (texts.length > (shape.most ?? Number.POSITIVE_INFINITY)) complain([lengthAtMost(shape.most ?? 0)]);
      complain(brokenTogether("Map keys", PLAIN_TEXT, Object.keys(map)));
      complain(brokenTogether("Map value", PLAIN_TEXT, texts));
      return map;
    }
    case "list": {
      if (!Array.isArray(value)) throw serialization(`${place} is not a list`);
      const { of, longest = Number.POSITIVE_INFINITY } = shape;
      if (value.length > longest) complain([lengthAtMost(longest)]);
      if (of.kind !== "text" && of.kind !== "word")
        return value.map((entry, index) => readValue(of, entry, `${place}.${index + 1}.member`, complaints));
      if (!value.every(isText)) throw serialization(`${place} is not a list of strings`);
      complain(brokenTogether("Member", of, value));
      return value;
    }
    case "part":
      if (!isJson(value)) throw serialization(`${place} is not a structure`);
      return readMembers(shape.members, value, `${place}.`, complaints);
  }
}

interface Rule<Value> {
  readonly words: string;
  readonly isMet: (value: Value) => boolean;
}

const broken = <Value>(rules: readonly Rule<Value>[], value: Value): string[] =>
  rules.filter(({ isMet }) => !isMet(value)).map(({ words }) => words);

/** If one text of a list or of a map breaks a rule, the complaint names all the rules. */
function brokenTogether(which: string, shape: TextShape | WordShape, values: readonly string[]): string[] {
  const rules = textRules(shape);
  if (values.every((value) => broken(rules, value).length === 0)) return [];
  return [`${which} must satisfy constraint: [${rules.map(({ words }) => words).join(", ")}]`];
}

function textRules(shape: TextShape | WordShape): Rule<string>[] {
  if (shape.kind === "word") {
    const words = `Member must satisfy enum value set: [${shape.words.join(", ")}]`;
    return [{ words, isMet: (value) => shape.words.includes(value) }];
  }
  const { shortest = 0, longest = Number.POSITIVE_INFINITY, pattern } = shape;
  const rules: Rule<string>[] = [];
  if (pattern !== undefined) {
    const whole = new RegExp(`^(?:${pattern})$`, "u");
    rules.push({
      words: `Member must satisfy regular expression pattern: ${pattern}`,
      // The rule for the length refuses the text already, and some patterns take long over a long text.
      isMet: (value) => value.length > longest || whole.test(value),
    });
  }
  if (shortest > 0)
    rules.push({
      words: `Member must have length greater than or equal to ${shortest}`,
      isMet: ({ length }) => length >= shortest,
    });
  if (longest !== Number.POSITIVE_INFINITY)
    rules.push({ words: lengthAtMost(longest), isMet: ({ length }) => length <= longest });
  return rules;
}

const wholeRules = ({ least, most }: WholeShape): Rule<number>[] => [
  { words: `Member must have value greater than or equal to ${least}`, isMet: (value) => value >= least },
  { words: `Member must have value less than or equal to ${most}`, isMet: (value) => value <= most },
];

const lengthAtMost = (longest: number) => `Member must have length less than or equal to ${longest}`;

function complaint(shape: Shape, value: unknown, place: string, constraint: string): string {
  return `Value ${shown(shape, value)}at '${place}' failed to satisfy constraint: ${constraint}`;
}

function shown(shape: Shape, value: unknown): string {
  if (isSecret(shape)) return "";
  if (value === null) return "null ";
  const whole = Array.isArray(value) ? `[${value.join(", ")}]` : String(value);
  return `'${whole.slice(0, LONGEST_SHOWN)}' `;
}

/**
 * The values of a map are never quoted: parameters and answers hold passwords and codes, and metadata holds
 * anything.
 */
function isSecret(shape: Shape): boolean {
  if (shape.kind === "list") return isSecret(shape.of);
  return shape.kind === "map" || (shape.kind === "text" && shape.secret === true);
}

const isText = (value: unknown): value is string => typeof value === "string";

const isJson = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);
