import type { GroupSettings } from "../pool/settings";
import type { Findings, Resource } from "./imitable-resources";
import type { Properties } from "./properties";

/** The identity pool of the template. */
export interface StackIdentityPool {
  /** Such as `eu-central-1:` and a UUID. */
  readonly id: string;
  readonly hasGuests: boolean;
  readonly providers: readonly LoginProvider[];
  /** The ARNs of the roles. */
  readonly authenticated: string | undefined;
  readonly unauthenticated: string | undefined;
}

/** A client of the user pool whose ID tokens are exchanged for credentials. */
export interface LoginProvider {
  /** Such as `cognito-idp.eu-central-1.amazonaws.com/` and the id of the user pool. */
  readonly name: string;
  readonly clientId: string;
  /** Whether a token counts only while its user may sign in and has not been signed out. */
  readonly isTokenChecked: boolean;
  /** What happens when a token names no preferred role; undefined if tokens do not choose roles. */
  readonly withoutPreference: "AuthenticatedRole" | "Deny" | undefined;
  /** The claims that become tags, by the names of the tags. */
  readonly tags: Readonly<Record<string, string>>;
}

interface Parts {
  readonly pools: readonly Resource[];
  readonly attachments: readonly Resource[];
  readonly tags: readonly Resource[];
}

/** @param providerName the user pool's name as a provider. No other provider's tokens are known here */
export function identityPool(
  { pools: [pool, ...otherPools], attachments, tags }: Parts,
  providerName: string,
  findings: Findings,
): StackIdentityPool | undefined {
  for (const { id } of otherPools) findings.refuse(`${id}: a second identity pool`);
  for (const { id, properties } of [...attachments, ...tags])
    if (properties.text("IdentityPoolId") !== pool?.physicalId)
      findings.refuse(`${id}: another identity pool`);
  const [attachment, ...otherAttachments] = attachments;
  for (const { id } of otherAttachments) findings.refuse(`${id}: a second role attachment`);
  if (pool === undefined) return undefined;
  const mappings = attachment === undefined ? new Map() : roleMappings(attachment, findings);
  const tagged = new Map(
    tags.map(({ properties }) => [
      properties.requiredText("IdentityProviderName"),
      properties.textMap("PrincipalTags"),
    ]),
  );
  const providers = pool.properties.parts("CognitoIdentityProviders").map((provider): LoginProvider => {
    const name = provider.requiredText("ProviderName");
    const clientId = provider.requiredText("ClientId");
    if (name !== providerName) findings.refuse(`${provider.place}: the provider ${name}`);
    return {
      name,
      clientId,
      isTokenChecked: provider.flag("ServerSideTokenCheck", false),
      withoutPreference: mappings.get(`${name}:${clientId}`),
      tags: tagged.get(name) ?? {},
    };
  });
  const roles = attachment?.properties.part("Roles");
  return {
    id: pool.physicalId,
    hasGuests: pool.properties.flag("AllowUnauthenticatedIdentities", false),
    providers,
    authenticated: roles?.text("authenticated"),
    unauthenticated: roles?.text("unauthenticated"),
  };
}

/** By provider and client. The key of a mapping has a meaning only if the mapping has no IdentityProvider. */
function roleMappings({ properties }: Resource, findings: Findings) {
  const mappings = properties.part("RoleMappings");
  return new Map(
    Object.keys(mappings.values).map((name) => {
      const mapping = mappings.part(name);
      const { Type, AmbiguousRoleResolution, IdentityProvider, ...others } = mapping.values;
      if (Type !== "Token") findings.refuse(`${mapping.place}.Type ${String(Type)}`);
      for (const other of Object.keys(others)) findings.refuse(`${mapping.place}.${other}`);
      return [mapping.text("IdentityProvider") ?? name, resolutionOf(mapping, findings)] as const;
    }),
  );
}

function resolutionOf(mapping: Properties, findings: Findings): "AuthenticatedRole" | "Deny" {
  const resolution = mapping.text("AmbiguousRoleResolution");
  if (resolution !== "AuthenticatedRole") {
    if (resolution !== "Deny")
      findings.refuse(`${mapping.place}.AmbiguousRoleResolution ${String(resolution)}`);
    return "Deny";
  }
  return resolution;
}

/** All the roles that the pool can hand out: its own two, and those of groups if tokens choose the role. */
export function rolesOf(pool: StackIdentityPool, groups: readonly GroupSettings[]): readonly string[] {
  const isChosenByToken = pool.providers.some(({ withoutPreference }) => withoutPreference !== undefined);
  const ofGroups = isChosenByToken ? groups.map(({ roleArn }) => roleArn) : [];
  const arns = [pool.authenticated, pool.unauthenticated, ...ofGroups];
  return [...new Set(arns.filter((arn) => arn !== undefined))];
}
