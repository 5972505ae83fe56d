import { PARAMETERS, type ParameterValues } from ".";
import { COMBINATIONS } from "./combinations";
import { mistakeOf, type Parameter, type ParameterGroup } from "./parameter";

type Block = Readonly<Record<string, unknown>>;

/** The parameters of the configuration and of the command line, as they are written. */
export interface WrittenParameters {
  readonly stage: string;
  /** By stage; `default` is for all of them. */
  readonly blocks: Readonly<Record<string, Block | undefined>>;
  readonly commandLine: Block;
  /** Values of --param that cannot be read. */
  readonly unreadable?: readonly string[];
}

const DECLARED: ParameterGroup = PARAMETERS;

/** Everything wrong with the parameters of all stages and of the command line. */
export function problemsOf(written: WrittenParameters): string[] {
  const { stage, blocks, commandLine, unreadable = [] } = written;
  const inBlocks = Object.entries(blocks).flatMap(([block, parameters]) =>
    given(parameters).flatMap(([name, value]) =>
      name in PARAMETERS && isUnresolved(value) ? [] : (problemOf(`params.${block}`, name, value) ?? []),
    ),
  );
  const onCommandLine = given(commandLine).flatMap(
    ([name, value]) => problemOf("--param", name, value) ?? [],
  );
  const withoutValue = unreadable.map(
    (item) => `${item} (--param) is not of the form <name>=<value>, with a value`,
  );
  const values = valuesOf(written);
  const missing = Object.entries(DECLARED)
    .filter(([name, { optional }]) => !optional && values[name] === undefined)
    .map(([name, { about }]) => `${name} is missing for the stage ${stage}: ${about}`);
  const problems = [...inBlocks, ...onCommandLine, ...withoutValue, ...missing];
  if (problems.length > 0 || Object.values(values).some(isUnresolved)) return problems;
  const read = Object.entries(values).map(([name, value]) => [name, DECLARED[name]?.read(value)]);
  return COMBINATIONS.flatMap(
    (combination) => combination(Object.fromEntries(read) as ParameterValues) || [],
  );
}

/** The example values that a stage which keeps its data still has, by parameter. */
export function examplesLeft(written: WrittenParameters): string[] {
  const values = valuesOf(written);
  if (values.retainData !== "yes") return [];
  return Object.entries(DECLARED).flatMap(([name, { read, examplesIn }]) => {
    const value = values[name];
    const examples = value === undefined || isUnresolved(value) ? undefined : examplesIn?.(read(value));
    return examples?.length ? [`${name}: ${examples.join(", ")}`] : [];
  });
}

export const valuesOf = ({ stage, blocks, commandLine }: WrittenParameters): Block =>
  Object.fromEntries([blocks.default, blocks[stage], commandLine].flatMap(given));

/** A parameter without a value is one that is not given. */
const given = (parameters: Block = {}): [string, unknown][] =>
  Object.entries(parameters ?? {}).filter(([, value]) => value !== null && value !== undefined);

export const isUnresolved = (value: unknown): boolean => JSON.stringify(value).includes("${");

function problemOf(place: string, name: string, value: unknown): string | undefined {
  const parameter: Parameter | undefined = Object.hasOwn(DECLARED, name) ? DECLARED[name] : undefined;
  if (parameter === undefined)
    return `${name} (${place}) is not a parameter; did you mean ${nearest(name, Object.keys(DECLARED))}?`;
  const mistake = mistakeOf(() => parameter.read(value));
  return mistake && `${name} (${place}): ${mistake}`;
}

const nearest = (name: string, names: readonly string[]): string =>
  names.reduce((best, candidate) => (distance(name, candidate) < distance(name, best) ? candidate : best));

/** The number of letters to add, drop or replace, whatever their case. */
function distance(from: string, to: string): number {
  const [a, b] = [from.toLowerCase(), to.toLowerCase()];
  let row = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (const [i, letter] of [...a].entries()) {
    const next = [i + 1];
    for (const [j, other] of [...b].entries())
      next.push(Math.min(at(row, j + 1) + 1, at(next, j) + 1, at(row, j) + (letter === other ? 0 : 1)));
    row = next;
  }
  return at(row, b.length);
}

const at = (row: readonly number[], column: number): number => row[column] ?? 0;
