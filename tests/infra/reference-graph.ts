import type { Template } from "../harness/packaged-service";

/** The logical ids that a part of the template refers to: Ref, Fn::GetAtt, Fn::Sub, and the DependsOn of a resource. */
export function referencesOf(part: unknown): string[] {
  if (Array.isArray(part)) return part.flatMap(referencesOf);
  if (typeof part !== "object" || part === null) return [];
  return Object.entries(part).flatMap(([key, value]) => {
    if (key === "Ref" || key === "DependsOn") return [value].flat().map(String);
    if (key === "Fn::GetAtt") return [String([value].flat()[0]).replace(/\..*/, "")];
    if (key === "Fn::Sub") return substituted(value);
    return referencesOf(value);
  });
}

function substituted(value: unknown): string[] {
  const [text, variables] = [value].flat();
  const names = [...String(text).matchAll(/\$\{([A-Za-z0-9:]+)[^}]*\}/g)].map(([, name]) => String(name));
  const own = Object.keys(variables ?? {});
  return [...names.filter((name) => !own.includes(name)), ...referencesOf(variables)];
}

/** The first cycle among the resources, as the way around it; none if CloudFormation can deploy them in some order. */
export function cycleOf({ Resources }: Pick<Template, "Resources">): string[] | undefined {
  const finished = new Set<string>();
  const visit = (id: string, way: readonly string[]): string[] | undefined => {
    if (way.includes(id)) return [...way.slice(way.indexOf(id)), id];
    if (finished.has(id) || Resources[id] === undefined) return undefined;
    for (const next of referencesOf(Resources[id])) {
      const cycle = visit(next, [...way, id]);
      if (cycle !== undefined) return cycle;
    }
    finished.add(id);
    return undefined;
  };
  for (const id of Object.keys(Resources)) {
    const cycle = visit(id, []);
    if (cycle !== undefined) return cycle;
  }
  return undefined;
}
