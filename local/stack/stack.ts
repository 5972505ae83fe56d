import type { LambdaFunction } from "../lambda/function";
import type { EventSource } from "../streams/event-source";
import { type BucketSettings, bucketSettings } from "./bucket-settings";
import { type CustomResource, customResources } from "./custom-resources";
import { eventSources } from "./event-sources";
import { lambdaFunction } from "./function-settings";
import { type HttpApi, httpApi } from "./http-api";
import { identityPool, rolesOf, type StackIdentityPool } from "./identity-pool";
import { Findings, imitableResources, type Resource } from "./imitable-resources";
import { readState, readTemplate, type ServiceState } from "./packaged-folder";
import { type StackIdentity, stackId } from "./physical-ids";
import { type PolicyDocument, policyDocument } from "./policy-document";
import { type StackRole, stackRoles } from "./roles";
import { readableSecrets } from "./secrets";
import { type TableSettings, tableSettings } from "./table-settings";
import { EXTERNAL_REFERENCE, Resolver, type Template } from "./template";
import { type StackUserPool, userPool } from "./user-pool";

/** The resources of the template, read without CloudFormation. */
export interface Stack extends StackUserPool {
  /** The ARN of the stack. */
  readonly id: string;
  readonly name: string;
  readonly service: string;
  readonly stage: string;
  readonly region: string;
  readonly accountId: string;
  readonly identityPool: StackIdentityPool | undefined;
  /** The roles that the identity pool hands out. */
  readonly roles: readonly StackRole[];
  /** The bucket policies, by the buckets' ARNs. */
  readonly bucketPolicies: ReadonlyMap<string, PolicyDocument>;
  readonly tables: readonly TableSettings[];
  /** The buckets for people's files, without the one for deployments. */
  readonly buckets: readonly BucketSettings[];
  readonly functions: readonly LambdaFunction[];
  /** The functions' names by their ARNs, and by the ARNs of their aliases. */
  readonly functionNames: ReadonlyMap<string, string>;
  readonly eventBuses: readonly EventBusSettings[];
  readonly customResources: readonly CustomResource[];
  readonly eventSources: readonly EventSource[];
  readonly httpApi: HttpApi | undefined;
  /** The names of secrets outside of the stack that its functions read. */
  readonly secrets: readonly string[];
  readonly outputs: Readonly<Record<string, string>>;
  /** The parts of the template that have no effect here, in words for people. */
  readonly notes: readonly string[];
}

export interface EventBusSettings {
  readonly name: string;
  readonly arn: string;
}

/** The template contains things that would change answers but are not imitated. */
export class UnsupportedError extends Error {
  readonly code = "unsupported";

  constructor(readonly things: readonly string[]) {
    super(`the local edition does not imitate:\n${things.map((thing) => `- ${thing}`).join("\n")}`);
    this.name = "UnsupportedError";
  }
}

export const ACCOUNT_ID = "123456789012";

interface Options {
  /** The generated secrets are derived from the seed, so they are the same after a restart with the same seed. */
  readonly seed: string;
}

/** Reads the folder that `packageStack` has written. */
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
  const functionNames = new Map([...functions].map(([arn, { name }]) => [arn, name]));
  for (const { id, physicalId } of ofType("AWS::Lambda::Alias")) {
    const name = functionNames.get(physicalId.slice(0, physicalId.lastIndexOf(":")));
    if (name === undefined) findings.refuse(`${id}: an alias of a function that is not of this stack`);
    else functionNames.set(physicalId, name);
  }
  const functionOf = (arn: string) => functionNames.get(arn);

  const people = userPool(resources, { resolver, region, seed, functionOf, findings });
  const [pool] = ofType("AWS::Cognito::UserPool");
  if (people === undefined || pool === undefined)
    throw new UnsupportedError([
      ...findings.refusals,
      "a stack without a user pool of its own (existingPool)",
    ]);
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
    ...people,
    identityPool: identities,
    roles:
      identities === undefined
        ? []
        : stackRoles(rolesOf(identities, people.groups), template, resolver, findings),
    bucketPolicies: new Map(ofType("AWS::S3::BucketPolicy").map((policy) => bucketPolicy(policy, findings))),
    tables,
    buckets: ofType("AWS::S3::Bucket").map(bucketSettings),
    functions: [...functions.values()],
    functionNames,
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
