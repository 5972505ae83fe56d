import type { Findings, Resource } from "./imitable-resources";
import { readResource } from "./imitable-resources";
import { ATTACHED_POLICY, ROLE } from "./imitated/identity-pool";
import { type PolicyDocument, policyDocument } from "./policy-document";
import type { Resolver, Template } from "./template";

/** A role that the identity pool hands out. */
export interface StackRole {
  readonly name: string;
  readonly arn: string;
  /** A session's tag of the same name overrides the role's. */
  readonly tags: Readonly<Record<string, string>>;
  readonly trust: PolicyDocument;
  readonly policies: readonly NamedPolicy[];
}

export interface NamedPolicy {
  readonly name: string;
  readonly document: PolicyDocument;
}

/** The roles with these ARNs, with their own and their attached policies. */
export function stackRoles(
  arns: readonly string[],
  template: Template,
  resolver: Resolver,
  findings: Findings,
): readonly StackRole[] {
  const read = (id: string, imitation: typeof ROLE): Resource[] => {
    const resource = template.Resources[id];
    return resource === undefined ? [] : [readResource(id, resource, imitation, resolver, findings)];
  };
  const idsOf = (type: string) =>
    Object.keys(template.Resources).filter((id) => template.Resources[id]?.Type === type);
  const attached = ["AWS::IAM::Policy", "AWS::IAM::ManagedPolicy"].flatMap(idsOf);
  return arns.flatMap((arn) => {
    const id = idsOf("AWS::IAM::Role").find((candidate) => resolver.arn(candidate) === arn);
    if (id === undefined) {
      findings.refuse(`the role ${arn}, which is not one of this stack`);
      return [];
    }
    return read(id, ROLE).map(({ physicalId, properties }): StackRole => {
      const asked = properties.texts("ManagedPolicyArns") ?? [];
      const managed = idsOf("AWS::IAM::ManagedPolicy").filter((policy) =>
        asked.includes(resolver.physicalId(policy)),
      );
      for (const policy of asked)
        if (!managed.some((known) => resolver.physicalId(known) === policy))
          findings.refuse(`${id}: the policy ${policy}, which is not one of this stack`);
      // Only its resolved properties say whether a policy is attached to this role.
      const others = attached.filter((policy) => {
        const roles = resolver.resolve(template.Resources[policy]?.Properties?.Roles ?? [], policy);
        return Array.isArray(roles) && roles.includes(physicalId);
      });
      return {
        name: physicalId,
        arn,
        tags: Object.fromEntries(
          properties.parts("Tags").map((tag) => [tag.requiredText("Key"), tag.requiredText("Value")]),
        ),
        trust: policyDocument(
          properties.values.AssumeRolePolicyDocument,
          `${id}: AssumeRolePolicyDocument`,
          findings,
        ),
        policies: [
          ...properties.parts("Policies").map((policy) => ({
            name: policy.requiredText("PolicyName"),
            document: policyDocument(policy.values.PolicyDocument, policy.place, findings),
          })),
          ...[...new Set([...managed, ...others])]
            .flatMap((policy) => read(policy, ATTACHED_POLICY))
            .map((policy) => ({
              name: policy.properties.text("PolicyName") ?? policy.id,
              document: policyDocument(policy.properties.values.PolicyDocument, policy.id, findings),
            })),
        ],
      };
    });
  });
}
