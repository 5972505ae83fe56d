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
import { isTableId } from "../stage/table-names";
import type { KeptResource } from "./kept-resources";

/** By what CloudFormation knows a resource that exists. */
export type Identifier = Readonly<Record<string, string>>;

/** Settings of something that is kept: a deployment makes them as it would change them, and no import knows them. */
const SETTINGS: readonly string[] = ["AWS::Cognito::UserPoolSessionConfigurationAttachment"];

export const isSetting = ({ type }: KeptResource): boolean => SETTINGS.includes(type);

interface Search {
  readonly stage: Pick<Stage, "findName" | "findPool" | "openPool">;
  /** Physical ids that are known already, by logical ids. */
  readonly known: ReadonlyMap<string, string>;
  readonly signal: AbortSignal;
}

type Find = (resource: KeptResource, search: Search) => Promise<Identifier | undefined>;

/** What a resource is in the account; undefined, if it is not there. What there are several of, is for the operator to name. */
export function findLeftBehind(resource: KeptResource, search: Search): ReturnType<Find> {
  const find = FINDERS[resource.type];
  if (find === undefined)
    throw new CommandError(`${resource.id} is of the type ${resource.type}, which cannot be recovered.`);
  return find(resource, search);
}

const FINDERS: Readonly<Record<string, Find>> = {
  async "AWS::Cognito::UserPool"({ id }, { known, stage }) {
    return { UserPoolId: known.get(id) ?? (await stage.findPool()) };
  },
  async "AWS::Cognito::UserPoolClient"(resource, search) {
    const named = search.known.get(resource.id);
    return inPool(resource, search, async (client, UserPoolId, abortSignal) => {
      if (named !== undefined) return { ClientId: named };
      const name = textOf(resource, "ClientName");
      const ids: string[] = [];
      const pages = paginateListUserPoolClients({ client }, { UserPoolId, MaxResults: 60 }, { abortSignal });
      for await (const { UserPoolClients = [] } of pages)
        ids.push(
          ...UserPoolClients.filter(({ ClientName }) => ClientName === name).flatMap(
            ({ ClientId }) => ClientId ?? [],
          ),
        );
      const [found, ...others] = ids;
      if (others.length > 0)
        throw new CommandError(
          `There are several app clients ${name} in ${UserPoolId}: ${ids.join(", ")}. ` +
            `Say which one is the stack's: --resource ${resource.id}=<client id>`,
        );
      return found === undefined ? undefined : { ClientId: found };
    });
  },
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
    const named = known.get(id) ?? (isTableId(id) ? await stage.findName(id) : undefined);
    return named === undefined ? undefined : { TableName: named };
  },
  async "AWS::S3::Bucket"({ id }, { known }) {
    const named = known.get(id);
    return named === undefined ? undefined : { BucketName: named };
  },
  async "AWS::S3::BucketPolicy"({ properties: { Bucket } }, { known }) {
    const named = isRecord(Bucket) ? known.get(String(Bucket.Ref)) : readText(Bucket);
    return named === undefined ? undefined : { Bucket: named };
  },
};

/** Finds something in the pool of the stack, or in the one that a stage with an existing pool names. */
async function inPool(
  { properties: { UserPoolId } }: KeptResource,
  { stage, known, signal }: Search,
  find: (
    client: CognitoIdentityProviderClient,
    poolId: string,
    signal: AbortSignal,
  ) => Promise<Identifier | undefined>,
): Promise<Identifier | undefined> {
  const named = isRecord(UserPoolId) ? known.get(String(UserPoolId.Ref)) : readText(UserPoolId);
  const [client, poolId] = await stage.openPool((client, id) => [client, id] as const, named);
  const found = await find(client, poolId, signal);
  return found && { UserPoolId: poolId, ...found };
}

function textOf({ id, properties }: KeptResource, name: string): string {
  const value = readText(properties[name]);
  if (value === undefined) throw new CommandError(`${id} has no ${name} in the packaged template.`);
  return value;
}
