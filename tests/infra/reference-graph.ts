import { referencesOf } from "../../infra/references";
import type { Template } from "../harness/packaged-service";

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
