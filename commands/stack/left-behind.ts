import {
  type CognitoIdentityProviderClient,
  DescribeUserPoolDomainCommand,
  paginateListGroups,
  paginateListIdentityProviders,
  paginateListResourceServers,
  paginateListUserPoolClients,
} from "@aws-sdk/client-cognito-identity-provider";
import { isRecord, readText } from "../../shared/json";
import { CommandError } from "../cli/errors";
import type { Stage } from "../stage/stage";
import { isTableId, stackOf } from "../stage/table-names";
import type { KeptResource } from "./kept-resources";

/**
 * The properties by which CloudFormation knows an existing resource: the `primaryIdentifier` in the public schema
 * of its type. An import takes the types whose schema has a `read` handler, as the types below do.
 */
export type Identifier = Readonly<Record<string, string>>;

/**
 * Settings of another resource. They have no id of their own, so they are not imported: the deployment writes them
 * again.
 */
const SETTINGS: readonly string[] = ["AWS::Cognito::UserPoolSessionConfigurationAttachment"];

export const isSetting = ({ type }: KeptResource): boolean => SETTINGS.includes(type);

/** AWS chooses the ids of these types, so an operator can name one. The template names all other resources. */
const WITH_IDS_OF_AWS: readonly string[] = [
  "AWS::Cognito::UserPool",
  "AWS::Cognito::UserPoolClient",
  "AWS::DynamoDB::Table",
  "AWS::S3::Bucket",
];

export const hasIdOfAws = ({ type }: KeptResource): boolean => WITH_IDS_OF_AWS.includes(type);

/** S3 is never asked: the operator names the bucket. */
export const isLookedFor = ({ type }: KeptResource): boolean => !type.startsWith("AWS::S3::");

/** The logical id of the pool or the bucket that a resource belongs to; undefined if the stack does not create it. */
export function containerOf({ properties: { UserPoolId, Bucket } }: KeptResource): string | undefined {
  const container = UserPoolId ?? Bucket;
  return isRecord(container) ? readText(container.Ref) : undefined;
}

interface Search {
  readonly stage: Pick<Stage, "stage" | "poolByName" | "tableByName" | "openPool">;
  /** The ids that are known already, by logical ids. */
  readonly known: ReadonlyMap<string, string>;
  readonly signal: AbortSignal;
}

type Find = (resource: KeptResource, search: Search) => Promise<Identifier | undefined>;

/**
 * Finds a resource in the account; undefined if it is not there. If several could be the one, the operator has to
 * name it. An id that the operator gives must belong to something with the stack's own name.
 */
export function findLeftBehind(resource: KeptResource, search: Search): ReturnType<Find> {
  const find = FINDERS[resource.type];
  if (find === undefined)
    throw new CommandError(`${resource.id} is of the type ${resource.type}, which cannot be recovered.`);
  return find(resource, search);
}

const FINDERS: Readonly<Record<string, Find>> = {
  async "AWS::Cognito::UserPool"({ id }, { known, stage }) {
    const found = await stage.poolByName(known.get(id));
    return found === undefined ? undefined : { UserPoolId: found };
  },
  "AWS::Cognito::UserPoolClient": (resource, search) =>
    inPool(resource, search, async (client, UserPoolId, abortSignal) => {
      const name = textOf(resource, "ClientName");
      const ids: string[] = [];
      const pages = paginateListUserPoolClients({ client }, { UserPoolId, MaxResults: 60 }, { abortSignal });
      for await (const { UserPoolClients = [] } of pages)
        ids.push(
          ...UserPoolClients.filter(({ ClientName }) => ClientName === name).flatMap(
            ({ ClientId }) => ClientId ?? [],
          ),
        );
      const named = search.known.get(resource.id);
      if (named !== undefined && !ids.includes(named))
        throw new CommandError(`${named} is no app client ${name} of ${UserPoolId}.`);
      const [found, ...others] = named === undefined ? ids : [named];
      if (others.length > 0)
        throw new CommandError(
          `There are several app clients ${name} in ${UserPoolId}: ${ids.join(", ")}. ` +
            `Say which one is the stack's: --resource ${resource.id}=<client id>`,
        );
      return found === undefined ? undefined : { ClientId: found };
    }),
  "AWS::Cognito::UserPoolResourceServer": (resource, search) =>
    inPool(resource, search, async (client, UserPoolId, abortSignal) => {
      const Identifier = textOf(resource, "Identifier");
      const pages = paginateListResourceServers({ client }, { UserPoolId, MaxResults: 50 }, { abortSignal });
      for await (const { ResourceServers = [] } of pages)
        if (ResourceServers.some((server) => server.Identifier === Identifier)) return { Identifier };
      return undefined;
    }),
  "AWS::Cognito::UserPoolGroup": (resource, search) =>
    inPool(resource, search, async (client, UserPoolId, abortSignal) => {
      const GroupName = textOf(resource, "GroupName");
      for await (const { Groups = [] } of paginateListGroups({ client }, { UserPoolId }, { abortSignal }))
        if (Groups.some((group) => group.GroupName === GroupName)) return { GroupName };
      return undefined;
    }),
  "AWS::Cognito::UserPoolIdentityProvider": (resource, search) =>
    inPool(resource, search, async (client, UserPoolId, abortSignal) => {
      const ProviderName = textOf(resource, "ProviderName");
      const pages = paginateListIdentityProviders({ client }, { UserPoolId }, { abortSignal });
      for await (const { Providers = [] } of pages)
        if (Providers.some((provider) => provider.ProviderName === ProviderName)) return { ProviderName };
      return undefined;
    }),
  "AWS::Cognito::UserPoolDomain": (resource, search) =>
    inPool(resource, search, async (client, UserPoolId, abortSignal) => {
      const Domain = textOf(resource, "Domain");
      const { DomainDescription } = await client.send(new DescribeUserPoolDomainCommand({ Domain }), {
        abortSignal,
      });
      return DomainDescription?.UserPoolId === UserPoolId ? { Domain } : undefined;
    }),
  async "AWS::DynamoDB::Table"({ id }, { known, stage }) {
    if (!isTableId(id)) throw new CommandError(`${id} is no table that commands look for.`);
    const found = await stage.tableByName(id, known.get(id));
    return found === undefined ? undefined : { TableName: found };
  },
  async "AWS::S3::Bucket"({ id }, { known, stage }) {
    const named = known.get(id);
    if (named === undefined) return undefined;
    const begins = beginningOfBucket(stackOf(stage), id);
    if (named !== begins && !named.startsWith(`${begins}-`))
      throw new CommandError(
        `${named} is not ${id} of ${stackOf(stage)}: its name does not begin with ${begins}.`,
      );
    return { BucketName: named };
  },
  async "AWS::S3::BucketPolicy"(resource, { known }) {
    const named = known.get(containerOf(resource) ?? "");
    return named === undefined ? undefined : { Bucket: named };
  },
};

/**
 * CloudFormation adds 13 characters to the name. If it would exceed the 63 characters of S3, only 24 of each part
 * are used.
 */
function beginningOfBucket(stack: string, id: string): string {
  const whole = `${stack}-${id}`;
  const taken = whole.length + 13 > 63 ? `${stack.slice(0, 24)}-${id.slice(0, 24)}` : whole;
  return taken.toLowerCase();
}

/**
 * Finds a part of the stack's own pool, or of the existing pool that the template names. Undefined if the pool
 * itself is missing.
 */
async function inPool(
  resource: KeptResource,
  { stage, known, signal }: Search,
  find: (
    client: CognitoIdentityProviderClient,
    poolId: string,
    signal: AbortSignal,
  ) => Promise<Identifier | undefined>,
): Promise<Identifier | undefined> {
  const ofStack = containerOf(resource);
  const named = ofStack === undefined ? textOf(resource, "UserPoolId") : known.get(ofStack);
  if (named === undefined) return undefined;
  const [client, poolId] = await stage.openPool((client, id) => [client, id] as const, named);
  const found = await find(client, poolId, signal);
  return found && { UserPoolId: poolId, ...found };
}

function textOf({ id, properties }: KeptResource, name: string): string {
  const value = readText(properties[name]);
  if (value === undefined) throw new CommandError(`${id} has no ${name} in the packaged template.`);
  return value;
}
