import type {
  Domain,
  GroupSettings,
  IdentityProviderSettings,
  PoolSettings,
  ResourceServer,
} from "../pool/settings";
import { clientSettings, type StackClient } from "./client-settings";
import type { Findings, Resource } from "./imitable-resources";
import { poolSettings, type StackPool } from "./pool-settings";
import type { Resolver } from "./template";

/** The user pool of a template, with the resources that belong to it. */
export interface StackUserPool {
  readonly pool: StackPool;
  readonly clients: readonly StackClient[];
  readonly groups: readonly GroupSettings[];
  readonly resourceServers: readonly ResourceServer[];
  readonly domain: Domain | undefined;
  readonly sessionTracking: PoolSettings["sessionTracking"];
  readonly identityProviders: readonly IdentityProviderSettings[];
}

interface Surroundings {
  readonly resolver: Resolver;
  readonly region: string;
  readonly seed: string;
  /** The name of a function by its ARN. */
  readonly functionOf: (arn: string) => string | undefined;
  readonly findings: Findings;
}

/** Undefined for a template without a pool. */
export function userPool(
  resources: readonly Resource[],
  { resolver, region, seed, functionOf, findings }: Surroundings,
): StackUserPool | undefined {
  const ofType = (type: string) => resources.filter((resource) => resource.type === type);
  const [pool, ...otherPools] = ofType("AWS::Cognito::UserPool");
  if (pool === undefined) return undefined;
  for (const { id } of otherPools) findings.refuse(`${id}: a second pool`);
  const ofPool = (type: string) => {
    for (const { id, properties } of ofType(type))
      if (properties.text("UserPoolId") !== pool.physicalId) findings.refuse(`${id}: another pool`);
    return ofType(type);
  };
  const domains = ofPool("AWS::Cognito::UserPoolDomain");
  // A pool can have a custom domain and a prefix domain. Both lead to the same pages.
  const [customDomain, ...otherCustomDomains] = domains.filter((domain) => !domainOf(domain).isPrefix);
  const [prefixDomain, ...otherPrefixDomains] = domains.filter((domain) => domainOf(domain).isPrefix);
  for (const { id } of [...otherCustomDomains, ...otherPrefixDomains])
    findings.refuse(`${id}: a second domain`);
  const domain = customDomain ?? prefixDomain;
  return {
    pool: poolSettings(pool, resolver.arn(pool.id), region, functionOf, findings),
    clients: ofPool("AWS::Cognito::UserPoolClient").map((client) => clientSettings(client, seed)),
    groups: ofPool("AWS::Cognito::UserPoolGroup").map(groupSettings),
    resourceServers: ofPool("AWS::Cognito::UserPoolResourceServer").map(resourceServer),
    domain: domain && domainOf(domain),
    sessionTracking: ofPool("AWS::Cognito::UserPoolSessionConfigurationAttachment").map(sessionTracking)[0],
    identityProviders: ofPool("AWS::Cognito::UserPoolIdentityProvider").map(identityProvider),
  };
}

const groupSettings = ({ physicalId, properties }: Resource): GroupSettings => ({
  name: physicalId,
  description: properties.text("Description"),
  precedence: properties.optionalInteger("Precedence"),
  roleArn: properties.text("RoleArn"),
});

const resourceServer = ({ physicalId, properties }: Resource): ResourceServer => ({
  identifier: physicalId,
  name: properties.text("Name") ?? physicalId,
  scopes: properties.parts("Scopes").map((scope) => ({
    name: scope.requiredText("ScopeName"),
    description: scope.text("ScopeDescription") ?? "",
  })),
});

const domainOf = ({ physicalId }: Resource): Domain => ({
  domain: physicalId,
  isPrefix: !physicalId.includes("."),
});

const sessionTracking = ({ properties }: Resource): PoolSettings["sessionTracking"] =>
  properties.text("UserSessionTracking") === "ENABLED"
    ? { mostPerUser: properties.part("TokenSession").integer("MaxPerUser", 20) }
    : undefined;

const identityProvider = ({ physicalId, properties }: Resource): IdentityProviderSettings => ({
  name: physicalId,
  type: properties.requiredText("ProviderType"),
  details: properties.textMap("ProviderDetails"),
  attributeMapping: properties.textMap("AttributeMapping"),
  identifiers: properties.texts("IdpIdentifiers") ?? [],
});
