import path from "node:path";
import type { LambdaFunction } from "../lambda/function";
import { codeFile } from "./function-code";
import { Findings, imitableResources } from "./imitable-resources";
import { isObject, type Json, Properties } from "./properties";
import { UnsupportedError } from "./stack";
import { Resolver, type Template, type TemplateResource } from "./template";
import { readTemplateFile } from "./template-file";
import { type StackUserPool, userPool } from "./user-pool";

/** The user pool of any template, with the functions that it or other pools can use. */
export interface PoolTemplate {
  readonly people: StackUserPool;
  readonly functions: readonly LambdaFunction[];
  /** The functions' names by their ARNs. */
  readonly functionNames: ReadonlyMap<string, string>;
  /** The parts of the template that have no effect here, in words for people. */
  readonly notes: readonly string[];
}

interface Options {
  readonly stage: string;
  readonly region: string;
  readonly accountId: string;
  readonly seed: string;
  /** The values of the template's parameters that differ from the defaults. */
  readonly parameters: Readonly<Record<string, unknown>>;
  /** The folder for code that has to be unpacked. */
  readonly work: string;
}

const FUNCTIONS = ["AWS::Lambda::Function", "AWS::Serverless::Function"];
const isPools = (type: string): boolean => type.startsWith("AWS::Cognito::UserPool");

/** Reads the pool and the functions. The rest of the template does not run here, and is not refused. */
export function readPoolTemplate(file: string, options: Options): PoolTemplate {
  const { stage, region, accountId, seed, work } = options;
  const template = readTemplateFile(file);
  const identity = { service: stage, stage, stackName: stage, region, accountId };
  const resolver = new Resolver(template, identity, seed, parametersOf(template, options.parameters));
  const findings = new Findings();
  const places = { beside: path.dirname(path.resolve(file)), work };
  const entries = Object.entries(template.Resources);
  const described = entries
    .filter(([, { Type }]) => FUNCTIONS.includes(Type))
    .map(([id, resource]) => {
      const reading = readFunction(id, resource, resolver, places);
      return { id, arn: resolver.arn(id), ...reading };
    });
  const rest = entries.filter(([, { Type }]) => !isPools(Type) && !FUNCTIONS.includes(Type));
  for (const [id, { Type }] of rest) findings.note(`${id} (${Type})`);
  const pools = { Resources: Object.fromEntries(entries.filter(([, { Type }]) => isPools(Type))) };
  const functionOf = (arn: string) => {
    const named = described.find((candidate) => candidate.arn === arn);
    // A pool must not run without one of its triggers: it could let anybody in.
    for (const why of named?.missing ?? []) findings.refuse(`${named?.id}: ${why}`);
    return named?.id;
  };
  const resources = imitableResources(pools, resolver, findings);
  const people = userPool(resources, { resolver, region, seed, functionOf, findings });
  if (people === undefined)
    throw new UnsupportedError([...findings.refusals, "a template without a user pool"]);
  if (findings.refusals.length > 0) throw new UnsupportedError(findings.refusals);
  const runnable = described.filter(({ missing }) => missing.length === 0);
  for (const { id, missing } of described)
    if (missing.length > 0) findings.note(`${id}: ${missing.join(", ")}`);
  for (const { id, unresolved } of runnable)
    for (const name of unresolved)
      findings.note(`the variable ${name} of ${id}, which refers to something else`);
  return {
    people,
    functions: runnable.map(({ settings }) => settings),
    functionNames: new Map(runnable.map(({ arn, id }) => [arn, id])),
    notes: findings.notes,
  };
}

function readFunction(
  id: string,
  resource: TemplateResource,
  resolver: Resolver,
  { beside, work }: { readonly beside: string; readonly work: string },
) {
  const { Environment, Code: _, CodeUri: __, Events, Layers, ...plain } = resource.Properties ?? {};
  const properties = new Properties(id, resolvable(plain, id, resolver).values);
  const variables = isObject(Environment) && isObject(Environment.Variables) ? Environment.Variables : {};
  const environment = resolvable(variables, id, resolver);
  const handler = properties.text("Handler") ?? "index.handler";
  const runtime = properties.text("Runtime") ?? "none";
  const file = codeFile(resource, handler, { beside, work: path.join(work, id) });
  const settings: LambdaFunction = {
    name: id,
    handler,
    file: file ?? "",
    environment: new Properties(id, environment).textMap("values"),
    timeoutSeconds: properties.integer("Timeout", 3),
    memoryMb: properties.integer("MemorySize", 128),
    reservedConcurrency: properties.optionalInteger("ReservedConcurrentExecutions"),
  };
  return {
    settings,
    unresolved: environment.unresolved,
    /** The reasons why the function cannot run here. */
    missing: [
      ...(runtime.startsWith("nodejs") ? [] : [`the runtime ${runtime}`]),
      ...(file === undefined ? [`code that is not on this computer, with the handler ${handler}`] : []),
      ...(Layers === undefined ? [] : ["Layers"]),
      ...(isObject(Events) && JSON.stringify(Events).includes('"Cognito"') ? ["Events of Cognito"] : []),
    ],
  };
}

/** Leaves out values that only a deployment can resolve. */
function resolvable(values: Json, id: string, resolver: Resolver) {
  const unresolved: string[] = [];
  const resolved = Object.entries(values).flatMap(([name, value]) => {
    try {
      return [[name, resolver.resolve(value, `${id}.${name}`)] as const];
    } catch {
      unresolved.push(name);
      return [];
    }
  });
  return { values: Object.fromEntries(resolved), unresolved };
}

function parametersOf({ Parameters = {} }: Template, given: Json): ReadonlyMap<string, unknown> {
  if (!isObject(Parameters)) throw new Error("the Parameters of the template are not an object");
  const unknown = Object.keys(given).find((name) => !Object.hasOwn(Parameters, name));
  if (unknown !== undefined) throw new Error(`the template has no parameter ${unknown}`);
  return new Map(
    Object.entries(Parameters).map(([name, parameter]) => {
      const { Type, Default = undefined } = isObject(parameter) ? parameter : {};
      const value = given[name] ?? Default;
      if (value === undefined)
        throw new Error(`the template's parameter ${name} has no default: --param ${name}=<value>`);
      const isList = Type === "CommaDelimitedList" || String(Type).startsWith("List<");
      return [
        name,
        isList
          ? String(value)
              .split(",")
              .map((entry) => entry.trim())
          : value,
      ];
    }),
  );
}
