import type { Template } from "../harness/packaged-service";

type Resource =
  | { readonly "Fn::GetAtt": readonly [string, "Arn" | "StreamArn"] }
  | { readonly "Fn::Sub": string };

interface Statement {
  readonly Effect: string;
  readonly Action: readonly string[];
  readonly Resource: Resource | readonly Resource[];
}

interface Policy {
  readonly PolicyDocument: { readonly Statement: readonly Statement[] };
}

export const roleId = (name: string) =>
  `${name.replace(/(^|-)(\w)/g, (_, __, letter: string) => letter.toUpperCase())}Role`;

/** What a role allows, by its own policy and by those that it has in common with others. */
export function allowedIn(template: Template, name: string): string[] {
  const role = template.Resources[roleId(name)]?.Properties ?? {};
  const [own, ...others] = role.Policies as Policy[];
  expect(others).toEqual([]);
  const shared = (role.ManagedPolicyArns ?? []) as { Ref: string }[];
  const policies = [
    own,
    ...shared.map(({ Ref }) => template.Resources[Ref]?.Properties as unknown as Policy),
  ];
  return policies
    .flatMap((policy) => policy?.PolicyDocument.Statement ?? [])
    .flatMap(({ Effect, Action, Resource }) => {
      expect(Effect).toBe("Allow");
      return [Resource]
        .flat()
        .flatMap((resource) =>
          Action.map((action) => `${action.replace("dynamodb:", "")} ${nameOfResource(resource)}`),
        );
    })
    .sort();
}

function nameOfResource(resource: Resource): string {
  expect(Object.keys(resource)).toHaveLength(1);
  // Of an index: `${PeopleTable.Arn}/index/<name>`.
  if ("Fn::Sub" in resource) return resource["Fn::Sub"].replace(/^\$\{(\w+)\.Arn\}/, "$1");
  const [id, attribute] = resource["Fn::GetAtt"];
  return attribute === "Arn" ? id : `${id}.${attribute}`;
}
