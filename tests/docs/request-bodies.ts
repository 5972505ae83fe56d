import { mistakes, type Schema, schemaAt } from "./openapi-document";

type Values = Readonly<Record<string, unknown>>;

/** A body with one mistake. */
export interface WrongBody {
  readonly what: string;
  /** Whose mistake it is; undefined where it is that of the body as a whole. */
  readonly field: string | undefined;
  readonly body: Values;
}

const resolve = (schema: Schema): Schema => (schema.$ref === undefined ? schema : schemaAt(schema.$ref));

/** Every body that has only what it needs: one for each alternative, and for each word that chooses it. */
export function minimalBodies(pointer: string): readonly Values[] {
  const schema = schemaAt(pointer);
  const base = examplesOf(schema, schema.required ?? []);
  if (schema.minProperties === 1)
    return Object.keys(schema.properties ?? {}).map((name) => examplesOf(schema, [name]));
  return (schema.oneOf ?? [{}]).flatMap((alternative) => {
    const [[name, choice] = []] = Object.entries(alternative.properties ?? {});
    const words = choice === undefined ? [undefined] : (choice.enum ?? [choice.const]);
    return words.map((word) => ({
      ...base,
      ...examplesOf(schema, alternative.required ?? []),
      ...(name !== undefined && { [name]: word }),
    }));
  });
}

/** Every field, each as long as it may be. */
export const maximalBodies = (pointer: string): readonly Values[] => {
  const { properties = {} } = schemaAt(pointer);
  return minimalBodies(pointer).map((body) => ({
    ...Object.fromEntries(Object.entries(properties).map(([name, schema]) => [name, longest(schema)])),
    ...Object.fromEntries(Object.entries(body).filter(([name]) => properties[name]?.enum !== undefined)),
  }));
};

/** `strangers` are names that other requests know. */
export function wrongBodies(pointer: string, strangers: readonly string[]): readonly WrongBody[] {
  const { properties = {}, minProperties } = schemaAt(pointer);
  const minimal = minimalBodies(pointer);
  const [body = {}] = minimal;
  // What another alternative does without is no mistake.
  const isRight = (one: Values) => minimal.some((other) => JSON.stringify(other) === JSON.stringify(one));
  const withWrong = (name: string, value: unknown): WrongBody => ({
    what: `${name} as ${JSON.stringify(value).slice(0, 40)}`,
    field: name,
    body: { ...body, [name]: value },
  });
  return [
    ...strangers.filter((name) => !Object.hasOwn(properties, name)).map((name) => withWrong(name, "text")),
    ...onceEach(
      minimal.flatMap((complete) =>
        Object.entries(complete).flatMap(([name]) => {
          const { [name]: _, ...rest } = complete;
          const field = minProperties === undefined ? name : undefined;
          if (isRight(rest)) return [];
          return { what: `${JSON.stringify(rest).slice(0, 60)} without ${name}`, field, body: rest };
        }),
      ),
    ),
    ...Object.entries(properties).flatMap(([name, schema]) =>
      wrongValues(schema).map((value) => withWrong(name, value)),
    ),
  ];
}

/** Of two alternatives, the same may be left; what is missing then is said of the first. */
const onceEach = (wrong: readonly WrongBody[]): readonly WrongBody[] => [
  ...new Map([...wrong].reverse().map((one) => [JSON.stringify(one.body), one])).values(),
];

const examplesOf = ({ properties = {} }: Schema, names: readonly string[]): Values =>
  Object.fromEntries(names.map((name) => [name, exampleOf(properties[name] ?? {})]));

function exampleOf(schema: Schema): unknown {
  const { examples = [], enum: words = [], anyOf, items, properties, required = [] } = resolve(schema);
  if (anyOf?.[0] !== undefined) return exampleOf(anyOf[0]);
  if (items !== undefined) return [exampleOf(items)];
  return examples[0] ?? words[0] ?? (properties && examplesOf({ properties }, required));
}

/** As many entries as may be, and an example that is drawn out by its own beginning or end while it is valid. */
function longest(schema: Schema): unknown {
  const [first] = schema.anyOf ?? [schema];
  const { maxLength, maxItems, maxProperties, items, properties } = resolve(first ?? {});
  const example = exampleOf(schema);
  if (maxProperties !== undefined) return entries(maxProperties);
  if (items !== undefined) return Array.from({ length: maxItems ?? 1 }, () => longest(items));
  if (properties !== undefined)
    return Object.fromEntries(Object.entries(properties).map(([name, inner]) => [name, longest(inner)]));
  if (maxLength === undefined || typeof example !== "string") return example;
  const found = stretched(example, maxLength).find((text) => mistakes(first?.$ref ?? "", text).length === 0);
  if (found === undefined) throw new Error(`no ${first?.$ref} has ${maxLength} characters`);
  return found;
}

const stretched = (text: string, length: number): readonly string[] => [
  text.padStart(length, text.charAt(0)),
  ...[...text].map((_, index) => text.padEnd(length, text.slice(index))),
];

const entries = (count: number): Values =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`entry-${index}`, "text"]));

function wrongValues(schema: Schema): readonly unknown[] {
  const [first, ...others] = schema.anyOf ?? [schema];
  const resolved = resolve(first ?? {});
  const { maxLength, maxProperties, enum: words, type, items, properties } = resolved;
  const ofAnyType = [7, true, ...(type === "array" ? [] : [[]]), "", ...(others.length === 0 ? [null] : [])];
  if (words !== undefined)
    return [...ofAnyType, "OTHER"].filter((word) => !words.some((known) => known === word));
  if (maxProperties !== undefined)
    return [...ofAnyType, entries(maxProperties + 1), { "not a name": "text" }, { name: 7 }];
  if (items !== undefined) return [...ofAnyType, {}, ...wrongLists(resolved, items)];
  if (properties !== undefined) return [...ofAnyType, ...wrongObjects(resolved, properties)];
  const example = String(exampleOf(schema));
  const tooLong = maxLength === undefined ? [] : stretched(example, maxLength + 1);
  return [...ofAnyType, {}, `${example}\n`, `\u0000${example}`, `${example}\u007f`, ...tooLong.slice(0, 2)];
}

const wrongLists = ({ minItems, maxItems }: Schema, items: Schema): readonly unknown[] => [
  ...(minItems === undefined ? [] : [[]]),
  ...(maxItems === undefined ? [] : [Array(maxItems + 1).fill(exampleOf(items))]),
  ...wrongValues(items).map((entry) => [entry]),
];

function wrongObjects(schema: Schema, properties: Readonly<Record<string, Schema>>): readonly unknown[] {
  const whole = examplesOf(schema, Object.keys(properties));
  return [
    { ...whole, unknown: "text" },
    ...(schema.required ?? []).map((name) => ({ ...whole, [name]: undefined })),
    ...Object.entries(properties).flatMap(([name, inner]) =>
      wrongValues(inner).map((value) => ({ ...whole, [name]: value })),
    ),
  ];
}
