import type { Imitation } from "./imitated/resource-type";
import {
  ATTRIBUTES_WITHOUT_EFFECT,
  imitationOf,
  noteOf,
  PLAIN_ATTRIBUTES,
  PLAIN_SECTIONS,
} from "./imitation";
import { isObject, type Json, Properties } from "./properties";
import { EXTERNAL_REFERENCE, type Resolver, type Template, type TemplateResource } from "./template";

/** A resource that is imitated, with its references resolved. */
export interface Resource {
  /** The logical id. */
  readonly id: string;
  readonly type: string;
  /** A getter, because only its function knows that of a custom resource. */
  readonly physicalId: string;
  readonly properties: Properties;
}

/** What a template contains that is not imitated. */
export class Findings {
  private readonly refused: string[] = [];
  private readonly ignored = new Set<string>();

  /** For a thing that would change an answer, but is not imitated. */
  refuse(thing: string): void {
    this.refused.push(thing);
  }

  /** For a thing that changes no answer. */
  note(thing: string): void {
    this.ignored.add(thing);
  }

  get refusals(): readonly string[] {
    return this.refused;
  }

  get notes(): readonly string[] {
    return [...this.ignored].sort();
  }
}

/** The resources that are imitated. The findings say what cannot be imitated. */
export function imitableResources(
  template: Template,
  resolver: Resolver,
  findings: Findings,
): readonly Resource[] {
  for (const section of Object.keys(template))
    if (!PLAIN_SECTIONS.includes(section)) findings.refuse(`the section ${section}`);
  return Object.entries(template.Resources).flatMap(([id, resource]) => {
    const { Type: type } = resource;
    checkAttributes(id, resource, findings);
    const note = noteOf(id, type);
    if (note !== undefined) {
      findings.note(note);
      return [];
    }
    const imitation = imitationOf(type);
    if (imitation === undefined) {
      findings.refuse(`${id} (${type})`);
      return [];
    }
    return [readResource(id, resource, imitation, resolver, findings)];
  });
}

export function readResource(
  id: string,
  resource: TemplateResource,
  imitation: Imitation,
  resolver: Resolver,
  findings: Findings,
): Resource {
  const values = withEffect(resource.Properties ?? {}, imitation, "", findings) as Json;
  const resolved = resolver.resolve(values, id);
  if (!isObject(resolved)) throw new Error(`the properties of ${id} are not an object`);
  checkLeaves(id, resolved, imitation, findings);
  return {
    id,
    type: resource.Type,
    get physicalId() {
      return resolver.physicalId(id);
    },
    properties: new Properties(id, resolved),
  };
}

/** A resource whose properties contain no references. */
export function readPlainResource(
  described: Pick<Resource, "id" | "type" | "physicalId">,
  properties: Json,
  imitation: Imitation,
  findings: Findings,
): Resource {
  const { id } = described;
  const values = withEffect(properties, imitation, "", findings) as Json;
  checkLeaves(id, values, imitation, findings);
  return { ...described, properties: new Properties(id, values) };
}

function checkAttributes(id: string, resource: TemplateResource, findings: Findings): void {
  for (const attribute of Object.keys(resource)) {
    const note = ATTRIBUTES_WITHOUT_EFFECT[attribute];
    if (note !== undefined) findings.note(note);
    else if (!PLAIN_ATTRIBUTES.includes(attribute)) findings.refuse(`${id}: ${attribute}`);
  }
}

/** Leaves out properties that change no answer. Their references need not be resolved. */
function withEffect(value: unknown, imitation: Imitation, path: string, findings: Findings): unknown {
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, entry]) => {
      const below = join(path, name);
      const note = imitation.withoutEffect?.[below];
      if (note === undefined) return [[name, withEffect(entry, imitation, below, findings)]];
      findings.note(note);
      return [];
    }),
  );
}

function checkLeaves(id: string, properties: Json, imitation: Imitation, findings: Findings): void {
  const unknown = new Set<string>();
  for (const { path, value } of leavesOf(properties, "")) {
    const allowed = allowedAt(path, imitation, value);
    if (allowed === undefined) unknown.add(path);
    else if (allowed !== "any" && !allowed.includes(String(value)))
      findings.refuse(`${id}: ${path} ${String(value)}`);
    for (const [reference] of String(value).matchAll(EXTERNAL_REFERENCE))
      if (imitation.keepsExternalSecrets) findings.note(`secrets of ${id}`);
      else findings.refuse(`${id}: ${path} ${reference}`);
  }
  for (const path of unknown) findings.refuse(`${id}: ${path}`);
}

/** The values allowed at a path, or at the nearest path above it that is listed. */
function allowedAt(
  path: string,
  { imitated }: Imitation,
  value: unknown,
): "any" | readonly string[] | undefined {
  if (imitated === "any") return "any";
  if (isEmpty(value) && Object.keys(imitated).some((known) => known === path || known.startsWith(`${path}.`)))
    return "any";
  for (let at = path; at !== ""; at = at.slice(0, Math.max(0, at.lastIndexOf(".")))) {
    const allowed = Object.hasOwn(imitated, at) ? imitated[at] : undefined;
    if (allowed !== undefined) return allowed;
  }
  return undefined;
}

interface Leaf {
  readonly path: string;
  readonly value: unknown;
}

function leavesOf(value: unknown, path: string): readonly Leaf[] {
  if (typeof value !== "object" || value === null || isEmpty(value))
    return path === "" ? [] : [{ path, value }];
  if (Array.isArray(value)) return value.flatMap((entry) => leavesOf(entry, path));
  return Object.entries(value).flatMap(([name, entry]) => leavesOf(entry, join(path, name)));
}

const isEmpty = (value: unknown): boolean =>
  typeof value === "object" && value !== null && Object.keys(value).length === 0;

const join = (path: string, name: string): string => (path === "" ? name : `${path}.${name}`);
