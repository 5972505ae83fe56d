import { isRecord } from "../shared/json";

/** The logical ids that a part of a template refers to, and AWS's own: by Ref, Fn::GetAtt, Fn::Sub, and DependsOn of a resource. */
export function referencesOf(part: unknown): readonly string[] {
  if (Array.isArray(part)) return part.flatMap(referencesOf);
  if (!isRecord(part)) return [];
  return Object.entries(part).flatMap(([name, argument]) => {
    switch (name) {
      case "Ref":
      case "DependsOn":
        return [argument ?? []].flat().map(String);
      case "Fn::GetAtt":
        return [String([argument].flat()[0]).replace(/\..*/, "")];
      case "Fn::Sub":
        return substituted(argument);
      default:
        return referencesOf(argument);
    }
  });
}

function substituted(argument: unknown): readonly string[] {
  const [text, variables] = [argument].flat();
  const names = [...String(text).matchAll(/\$\{([A-Za-z0-9:]+)[^}]*\}/g)].map(([, name = ""]) => name);
  const own = Object.keys(isRecord(variables) ? variables : {});
  return [...names.filter((name) => !own.includes(name)), ...referencesOf(variables)];
}

type IsGone = (id: string) => boolean;

export const refersTo = (part: unknown, isGone: IsGone): boolean => referencesOf(part).some(isGone);

/**
 * A part of a template without what is in a list and refers to something that is gone. An entry that has a list itself, such as
 * the statement of a policy, keeps what is left of that list, and goes when nothing is. What no list holds stays as it is:
 * the caller decides about it.
 */
export function withoutReferences(part: unknown, isGone: IsGone): unknown {
  if (isFunction(part)) return part;
  if (Array.isArray(part)) return part.flatMap((entry) => entryWithout(entry, isGone));
  if (!isRecord(part)) return part;
  return Object.fromEntries(
    Object.entries(part).flatMap(([name, value]) =>
      name === "DependsOn" ? stillNeeded(value, isGone) : [[name, withoutReferences(value, isGone)]],
    ),
  );
}

/** The entry `DependsOn` of a resource, without resources that are gone. There is no entry if none is left. */
export function stillNeeded(dependsOn: unknown, isGone: IsGone): readonly (readonly [string, unknown])[] {
  const needed = [dependsOn ?? []].flat().filter((id) => !isGone(String(id)));
  return needed.length === 0 ? [] : [["DependsOn", needed]];
}

/** `Ref` and `Fn::…`, whose lists are their arguments. */
const isFunction = (part: unknown): boolean =>
  isRecord(part) && Object.keys(part).some((name) => name === "Ref" || name.startsWith("Fn::"));

function entryWithout(entry: unknown, isGone: IsGone): readonly unknown[] {
  const left = withoutReferences(entry, isGone);
  return refersTo(left, isGone) || hasEmptied(entry, left) ? [] : [left];
}

/** Whether a list has lost all its entries. */
function hasEmptied(before: unknown, left: unknown): boolean {
  if (Array.isArray(before)) return before.length > 0 && Array.isArray(left) && left.length === 0;
  if (!isRecord(before) || !isRecord(left)) return false;
  return Object.entries(before).some(([name, value]) => hasEmptied(value, left[name]));
}
