import type { LambdaFunction } from "../lambda/function";
import type { Domain, GroupSettings, IdentityProviderSettings, PoolSettings } from "../pool/settings";
import type { EventSource } from "../streams/event-source";
import { type BucketSettings, bucketSettings } from "./bucket-settings";
import { clientSettings, type StackClient } from "./client-settings";
import { type CustomResource, customResources } from "./custom-resources";
import { eventSources } from "./event-sources";
import { lambdaFunction } from "./function-settings";
import { type HttpApi, httpApi } from "./http-api";
import { identityPool, rolesOf, type StackIdentityPool } from "./identity-pool";
import { Findings, imitableResources, type Resource } from "./imitable-resources";
import { readState, readTemplate, type ServiceState } from "./packaged-folder";
import { type StackIdentity, stackId } from "./physical-ids";
import { type PolicyDocument, policyDocument } from "./policy-document";
import { poolSettings, type StackPool } from "./pool-settings";
import { type StackRole, stackRoles } from "./roles";
import { readableSecrets } from "./secrets";
import { type TableSettings, tableSettings } from "./table-settings";
import { EXTERNAL_REFERENCE, Resolver, type Template } from "./template";

/** What the template describes, without CloudFormation. */
export interface Stack {
  /** Its ARN. */
  readonly id: string;
  readonly name: string;
  readonly service: string;
  readonly stage: string;
  readonly region: string;
  readonly accountId: string;
  readonly pool: StackPool;
  readonly clients: readonly StackClient[];
  readonly groups: readonly GroupSettings[];
  readonly resourceServers: readonly ResourceServer[];
  readonly domain: Domain | undefined;
  readonly sessionTracking: PoolSettings["sessionTracking"];
  readonly identityProviders: readonly IdentityProvider[];
  readonly identityPool: StackIdentityPool | undefined;
  /** Those that the identity pool hands out. */
  readonly roles: readonly StackRole[];
  /** The policies of buckets, by the buckets' ARNs. */
  readonly bucketPolicies: ReadonlyMap<string, PolicyDocument>;
  readonly tables: readonly TableSettings[];
  /** Those for files of people, not the one that deployments need. */
  readonly buckets: readonly BucketSettings[];
  readonly functions: readonly LambdaFunction[];
  readonly eventBuses: readonly EventBusSettings[];
  readonly customResources: readonly CustomResource[];
  readonly eventSources: readonly EventSource[];
  readonly httpApi: HttpApi | undefined;
  /** The names of secrets that are none of the stack and that its functions read. */
  readonly secrets: readonly string[];
  readonly outputs: Readonly<Record<string, string>>;
  /** What is in the template and has no effect here, in words for people. */
  readonly notes: readonly string[];
}

export interface EventBusSettings {
  readonly name: string;
  readonly arn: string;
}

export interface ResourceServer {
  readonly identifier: string;
  readonly name: string;
  readonly scopes: readonly { readonly name: string; readonly description: string }[];
}

/** An identity provider, with what only a reader of the stack wants to know. */
export interface IdentityProvider extends IdentityProviderSettings {
  /** May hold references to secrets, as `{{resolve:secretsmanager:...}}`. */
  readonly details: Readonly<Record<string, string>>;
  readonly identifiers: readonly string[];
}

/** The template holds things that would change answers and are not imitated. */
export class UnsupportedError extends Error {
  readonly code = "unsupported";

  constructor(readonly things: readonly string[]) {
    super(`the local edition does not imitate:\n${things.map((thing) => `- ${thing}`).join("\n")}`);
    this.name = "UnsupportedError";
  }
}

const ACCOUNT_ID = "123456789012";

interface Options {
  /** Secrets follow from it: with the same seed, they are the same after a restart. */
  readonly seed: string;
}

/** Reads what `packageStack` has put into a folder. */
export const readStack = (folder: string, { seed }: Options): Stack =>
  stackOf(readTemplate(folder), readState(folder), { folder, seed });

export function stackOf(
  template: Template,
  state: Omit<ServiceState, "esbuild">,
  { folder, seed }: Options & { readonly folder: string },
): Stack {
  const { service, stage, region, stackName } = state;
  const identity: StackIdentity = { service, stage, region, stackName, accountId: ACCOUNT_ID };
  const findings = new Findings();
  const resolver = new Resolver(template, identity, seed);
  const resources = imitableResources(template, resolver, findings);
  const ofType = (type: string) => resources.filter((resource) => resource.type === type);

  const functions = new Map(
    ofType("AWS::Lambda::Function").flatMap((resource) => {
      const settings = lambdaFunction(resource, state, folder, findings);
      return settings === undefined ? [] : [[resolver.arn(resource.id), settings]];
    }),
  );
  const functionOf = (arn: string) => functions.get(arn)?.name;

  const [pool, ...otherPools] = ofType("AWS::Cognito::UserPool");
  if (pool === undefined) throw new UnsupportedError([...findings.refusals, "a stack without a user pool"]);
  for (const { id } of otherPools) findings.refuse(`${id}: a second pool`);
  const ofPool = (type: string) => {
    for (const { id, properties } of ofType(type))
      if (properties.text("UserPoolId") !== pool.physicalId) findings.refuse(`${id}: another pool`);
    return ofType(type);
  };
  const [domain, ...otherDomains] = ofPool("AWS::Cognito::UserPoolDomain");
  for (const { id } of otherDomains) findings.refuse(`${id}: a second domain`);

  const groups = ofPool("AWS::Cognito::UserPoolGroup").map(groupSettings);
  const identities = identityPool(
    {
      pools: ofType("AWS::Cognito::IdentityPool"),
      attachments: ofType("AWS::Cognito::IdentityPoolRoleAttachment"),
      tags: ofType("AWS::Cognito::IdentityPoolPrincipalTag"),
    },
    resolver.providerName(pool.id),
    findings,
  );

  const tables = ofType("AWS::DynamoDB::Table").map(tableSettings);
  const streams = new Map(
    tables.filter(({ hasStream }) => hasStream).map((table) => [resolver.streamArn(table.id), table]),
  );

  const stack: Omit<Stack, "notes"> = {
    id: stackId(identity),
    name: stackName,
    service,
    stage,
    region,
    accountId: ACCOUNT_ID,
    pool: poolSettings(pool, resolver.arn(pool.id), region, functionOf, findings),
    clients: ofPool("AWS::Cognito::UserPoolClient").map((client) => clientSettings(client, seed)),
    groups,
    resourceServers: ofPool("AWS::Cognito::UserPoolResourceServer").map(resourceServer),
    domain: domain && domainOf(domain),
    sessionTracking: ofPool("AWS::Cognito::UserPoolSessionConfigurationAttachment").map(sessionTracking)[0],
    identityProviders: ofPool("AWS::Cognito::UserPoolIdentityProvider").map(identityProvider),
    identityPool: identities,
    roles:
      identities === undefined ? [] : stackRoles(rolesOf(identities, groups), template, resolver, findings),
    bucketPolicies: new Map(ofType("AWS::S3::BucketPolicy").map((policy) => bucketPolicy(policy, findings))),
    tables,
    buckets: ofType("AWS::S3::Bucket").map(bucketSettings),
    functions: [...functions.values()],
    eventBuses: ofType("AWS::Events::EventBus").map(({ id, physicalId }) => ({
      name: physicalId,
      arn: resolver.arn(id),
    })),
    customResources: customResources(resources, functionOf, findings),
    eventSources: eventSources(
      ofType("AWS::Lambda::EventSourceMapping"),
      ofType("AWS::SQS::Queue").map((queue) => ({ ...queue, arn: resolver.arn(queue.id) })),
      { region, streams, functionOf, findings },
    ),
    httpApi: httpApi(resources, region, functionOf, findings),
    secrets: readableSecrets(template, resolver),
    outputs: outputsOf(template, resolver, findings),
  };
  if (findings.refusals.length > 0) throw new UnsupportedError(findings.refusals);
  return { ...stack, notes: findings.notes };
}

function bucketPolicy({ id, properties }: Resource, findings: Findings): readonly [string, PolicyDocument] {
  const policy = policyDocument(properties.values.PolicyDocument, id, findings);
  for (const { Principal, NotPrincipal } of policy.Statement)
    if (Principal === undefined && NotPrincipal === undefined)
      findings.refuse(`${id}: a statement about nobody`);
  return [`arn:aws:s3:::${properties.requiredText("Bucket")}`, policy];
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

const identityProvider = ({ physicalId, properties }: Resource): IdentityProvider => ({
  name: physicalId,
  type: properties.requiredText("ProviderType"),
  details: properties.textMap("ProviderDetails"),
  attributeMapping: properties.textMap("AttributeMapping"),
  identifiers: properties.texts("IdpIdentifiers") ?? [],
});

function outputsOf(
  { Outputs = {} }: Template,
  resolver: Resolver,
  findings: Findings,
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(Outputs).map(([name, { Value }]) => {
      const value = resolver.resolveText(Value, `Outputs.${name}`);
      for (const [reference] of value.matchAll(EXTERNAL_REFERENCE))
        findings.refuse(`the output ${name}: ${reference}`);
      return [name, value];
    }),
  );
}
