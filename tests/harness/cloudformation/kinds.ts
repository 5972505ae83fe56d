import { randomBytes } from "node:crypto";
import {
  CreateGroupCommand,
  CreateIdentityProviderCommand,
  CreateResourceServerCommand,
  CreateUserPoolClientCommand,
  CreateUserPoolDomainCommand,
  DeleteGroupCommand,
  DeleteResourceServerCommand,
  DeleteUserPoolClientCommand,
  DescribeIdentityProviderCommand,
  DescribeResourceServerCommand,
  DescribeUserPoolClientCommand,
  GetGroupCommand,
  UpdateUserPoolClientCommand,
  UpdateUserPoolCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import {
  CreateTableCommand,
  type CreateTableCommandInput,
  DeleteTableCommand,
  DescribeTableCommand,
} from "@aws-sdk/client-dynamodb";
import { Properties } from "../../../local/stack/properties";
import { tableSettings } from "../../../local/stack/table-settings";
import { environmentOf, type Template } from "../packaged-service";
import type { Account } from "./account";
import { type Physical, REGION } from "./resolve";

type Json = Record<string, unknown>;

/** The content of a deployment. */
export interface Deployment {
  readonly template: Template;
  /** The folder of the package, with the archives of the functions. */
  readonly packaged: string;
}

/** How resources of a type are created, changed, deleted and found. */
export interface Kind {
  create(properties: Json, made: Naming): Promise<string>;
  /** Changes the resource. Types without it have no changes that a test looks at. */
  update?(id: string, properties: Json, made: Naming & { readonly before: Json }): Promise<void>;
  delete?(id: string, properties: Json): Promise<void>;
  /** Returns the physical id for the identifier of an import; fails if there is no such resource. */
  find?(identifier: Json): Promise<string>;
}

export interface Naming {
  readonly stack: string;
  readonly logicalId: string;
  readonly deployment: Deployment;
  readonly physical: ReadonlyMap<string, Physical>;
}

/** Properties of a pool that can be set only at its creation. */
const FOR_GOOD = ["UserPoolName", "UsernameAttributes", "UsernameConfiguration", "Schema"];
/** Properties that SetUserPoolMfaConfig sets. */
const OF_FACTORS = ["EnabledMfas", "WebAuthnRelyingPartyID", "WebAuthnUserVerification"];

const without = (properties: Json, names: readonly string[]): Json =>
  Object.fromEntries(Object.entries(properties).filter(([name]) => !names.includes(name)));

/**
 * The properties by which an import names a resource: the `primaryIdentifier` in CloudFormation's schemas. The
 * schemas of these types have a `read` handler, so an import takes them.
 */
export const PRIMARY_IDENTIFIERS: Readonly<Record<string, readonly string[]>> = {
  "AWS::Cognito::UserPool": ["UserPoolId"],
  "AWS::Cognito::UserPoolClient": ["UserPoolId", "ClientId"],
  "AWS::Cognito::UserPoolDomain": ["UserPoolId", "Domain"],
  "AWS::Cognito::UserPoolGroup": ["UserPoolId", "GroupName"],
  "AWS::Cognito::UserPoolIdentityProvider": ["UserPoolId", "ProviderName"],
  "AWS::Cognito::UserPoolResourceServer": ["UserPoolId", "Identifier"],
  "AWS::DynamoDB::Table": ["TableName"],
  "AWS::S3::Bucket": ["BucketName"],
  "AWS::S3::BucketPolicy": ["Bucket"],
};

/** The types of resources that the account really creates. For any other type, a stack only remembers its resource. */
export function kindsIn(account: Account): Readonly<Record<string, Kind>> {
  const { cognito, pools, tables, tableSettings: settings } = account;
  const domains = new Map<string, string>();
  const keep = <Input>(input: Input) => input as never;
  return {
    "AWS::Cognito::UserPool": {
      async create(properties) {
        return pools.create(REGION, properties).settings.id;
      },
      async update(UserPoolId, properties) {
        const changing = without(properties, [...FOR_GOOD, ...OF_FACTORS]);
        await cognito.send(
          new UpdateUserPoolCommand(keep({ UserPoolId, PoolName: properties.UserPoolName, ...changing })),
        );
      },
      async find({ UserPoolId }) {
        if (pools.find(String(UserPoolId)) === undefined) throw new Error(`there is no pool ${UserPoolId}`);
        return String(UserPoolId);
      },
      async delete(id) {
        const pool = pools.find(id);
        if (pool !== undefined) pools.delete(pool);
      },
    },
    "AWS::Cognito::UserPoolClient": {
      async create(properties) {
        const { UserPoolClient } = await cognito.send(new CreateUserPoolClientCommand(keep(properties)));
        return UserPoolClient?.ClientId ?? "";
      },
      async update(ClientId, properties) {
        await cognito.send(
          new UpdateUserPoolClientCommand(keep({ ClientId, ...without(properties, ["GenerateSecret"]) })),
        );
      },
      async delete(ClientId, { UserPoolId }) {
        await cognito.send(new DeleteUserPoolClientCommand(keep({ UserPoolId, ClientId })));
      },
      async find(identifier) {
        await cognito.send(new DescribeUserPoolClientCommand(keep(identifier)));
        return String(identifier.ClientId);
      },
    },
    "AWS::Cognito::UserPoolResourceServer": {
      async create(properties) {
        await cognito.send(new CreateResourceServerCommand(keep(properties)));
        return String(properties.Identifier);
      },
      async delete(Identifier, { UserPoolId }) {
        await cognito.send(new DeleteResourceServerCommand(keep({ UserPoolId, Identifier })));
      },
      async find(identifier) {
        await cognito.send(new DescribeResourceServerCommand(keep(identifier)));
        return String(identifier.Identifier);
      },
    },
    "AWS::Cognito::UserPoolGroup": {
      async create(properties) {
        await cognito.send(new CreateGroupCommand(keep(properties)));
        return String(properties.GroupName);
      },
      async delete(GroupName, { UserPoolId }) {
        await cognito.send(new DeleteGroupCommand(keep({ UserPoolId, GroupName })));
      },
      async find(identifier) {
        await cognito.send(new GetGroupCommand(keep(identifier)));
        return String(identifier.GroupName);
      },
    },
    "AWS::Cognito::UserPoolIdentityProvider": {
      async create(properties) {
        await cognito.send(new CreateIdentityProviderCommand(keep(properties)));
        return String(properties.ProviderName);
      },
      async find(identifier) {
        await cognito.send(new DescribeIdentityProviderCommand(keep(identifier)));
        return String(identifier.ProviderName);
      },
    },
    "AWS::Cognito::UserPoolDomain": {
      // A local pool has one domain. A pool on AWS can have one with a prefix and one of its own.
      async create({ Domain, UserPoolId }) {
        domains.set(String(Domain), String(UserPoolId));
        if (!String(Domain).includes("."))
          await cognito.send(new CreateUserPoolDomainCommand(keep({ Domain, UserPoolId })));
        return String(Domain);
      },
      async find({ Domain, UserPoolId }) {
        if (domains.get(String(Domain)) !== UserPoolId) throw new Error(`there is no domain ${Domain}`);
        return String(Domain);
      },
    },
    "AWS::S3::Bucket": {
      create: async (_properties, { stack, logicalId }) => `${stack}-${logicalId}`.toLowerCase(),
      async delete(id) {
        if (account.filledBuckets.has(id)) throw new Error(`${id} is not empty`);
      },
      find: async ({ BucketName }) => String(BucketName),
    },
    "AWS::S3::BucketPolicy": {
      create: async ({ Bucket }) => String(Bucket),
      find: async ({ Bucket }) => String(Bucket),
    },
    "AWS::DynamoDB::Table": {
      async create(properties, { stack, logicalId }) {
        const TableName = `${stack}-${logicalId}-${randomBytes(6).toString("hex").toUpperCase()}`;
        const { BillingMode, AttributeDefinitions, KeySchema, GlobalSecondaryIndexes } =
          properties as unknown as CreateTableCommandInput;
        const input = { TableName, BillingMode, AttributeDefinitions, KeySchema };
        await tables.client.send(
          new CreateTableCommand({ ...input, ...(GlobalSecondaryIndexes && { GlobalSecondaryIndexes }) }),
        );
        const described = { id: logicalId, physicalId: TableName };
        settings.push(tableSettings({ ...described, properties: new Properties(logicalId, properties) }));
        return TableName;
      },
      async delete(TableName, { DeletionProtectionEnabled }) {
        if (DeletionProtectionEnabled === true)
          throw new Error(`${TableName} is protected from its deletion`);
        await tables.client.send(new DeleteTableCommand({ TableName }));
      },
      async find({ TableName }) {
        await tables.client.send(new DescribeTableCommand({ TableName: String(TableName) }));
        return String(TableName);
      },
    },
    "AWS::Lambda::Function": {
      create: async (properties, made) => deployFunction(account, properties, made),
      async update(_id, properties, made) {
        deployFunction(account, properties, made);
      },
      async delete(id) {
        account.functions.delete(id);
      },
    },
    "AWS::Lambda::Permission": {
      async create({ FunctionName, SourceArn }) {
        const permission = `${String(FunctionName).split(":").at(-1)} ${SourceArn}`;
        account.permissions.add(permission);
        return permission;
      },
      async delete(id) {
        account.permissions.delete(id);
      },
    },
  };
}

function deployFunction(account: Account, properties: Json, { deployment, physical }: Naming): string {
  const id = String(properties.FunctionName);
  const name = id.replace(/^cognito-triggers-[a-z]+-/, "");
  const nameOfTable = (logicalId: string) => physical.get(logicalId)?.id ?? logicalId;
  account.functions.set(id, {
    name,
    packaged: deployment.packaged,
    environment: () => environmentOf(deployment.template, name, nameOfTable),
  });
  return id;
}
