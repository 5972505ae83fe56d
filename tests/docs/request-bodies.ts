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
  const withWrong = (name: string, value: unknown): WrongBody => ({
    what: `${name} as ${JSON.stringify(value).slice(0, 40)}`,
    field: name,
    body: { ...body, [name]: value },
  });
  return [
    ...strangers.filter((name) => !Object.hasOwn(properties, name)).map((name) => withWrong(name, "text")),
    ...minimal.flatMap((complete) =>
      Object.entries(complete).map(([name]) => {
        const { [name]: _, ...rest } = complete;
        const field = minProperties === undefined ? name : undefined;
        return { what: `${JSON.stringify(rest).slice(0, 60)} without ${name}`, field, body: rest };
      }),
    ),
    ...Object.entries(properties).flatMap(([name, schema]) =>
      wrongValues(schema).map((value) => withWrong(name, value)),
    ),
  ];
}

const examplesOf = ({ properties = {} }: Schema, names: readonly string[]): Values =>
  Object.fromEntries(names.map((name) => [name, exampleOf(properties[name] ?? {})]));

function exampleOf(schema: Schema): unknown {
  const { examples = [], enum: words = [], anyOf } = resolve(schema);
  return anyOf?.[0] === undefined ? (examples[0] ?? words[0]) : exampleOf(anyOf[0]);
}

/** The example, drawn out by its own beginning or end until it has this length and is still valid. */
function longest(schema: Schema): unknown {
  const [first] = schema.anyOf ?? [schema];
  const { maxLength, maxProperties } = resolve(first ?? {});
  const example = exampleOf(schema);
  if (maxProperties !== undefined) return entries(maxProperties);
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
  const { maxLength, maxProperties, enum: words, type } = resolve(first ?? {});
  const ofAnyType = [7, true, ...(type === "array" ? [] : [[]]), "", ...(others.length === 0 ? [null] : [])];
  if (words !== undefined)
    return [...ofAnyType, "OTHER"].filter((word) => !words.some((known) => known === word));
  if (maxProperties !== undefined)
    return [...ofAnyType, entries(maxProperties + 1), { "not a name": "text" }, { name: 7 }];
  const example = String(exampleOf(schema));
  const tooLong = stretched(example, (maxLength ?? 0) + 1);
  return [...ofAnyType, {}, `${example}\n`, `\u0000${example}`, `${example}\u007f`, ...tooLong.slice(0, 2)];
}
