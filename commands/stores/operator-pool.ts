import {
  AdminDeleteUserCommand,
  AdminGetUserCommand,
  AdminUpdateUserAttributesCommand,
  type AttributeType,
  type CognitoIdentityProviderClient,
  paginateListUsers,
  UserNotFoundException,
  type UserType,
} from "@aws-sdk/client-cognito-identity-provider";

/** Somebody in the user pool, with or without a profile. */
export interface PoolUser {
  readonly username: string;
  readonly sub: string;
  /** As it was typed. */
  readonly email: string | undefined;
  readonly emailVerified: boolean;
  readonly name: string | undefined;
  readonly legacyId: string | undefined;
  readonly tenantId: string | undefined;
  readonly status: string;
  readonly enabled: boolean;
  readonly createdAt: string;
}

export interface OperatorPool {
  /** By sub or e-mail address: whoever signs in with it, and only then others of whom a provider says so. */
  find(word: string): Promise<PoolUser | undefined>;
  /** Everybody with this address, also those who come through a provider. */
  havingAddress(address: string): Promise<readonly PoolUser[]>;
  /** The whole pool, page by page. */
  all(): AsyncGenerator<PoolUser>;
  /** The address goes along, so that none is vouched for that has come in the meantime. */
  proveAddress(username: string, address: string): Promise<void>;
  delete(username: string): Promise<void>;
}

export const isFederatedUser = ({ status }: PoolUser): boolean => status === "EXTERNAL_PROVIDER";

export function operatorPool(client: CognitoIdentityProviderClient, UserPoolId: string): OperatorPool {
  // Attributes are not asked for by name: Cognito then refuses where one of the users has none of a custom one.
  async function* list(Filter?: string): AsyncGenerator<PoolUser> {
    for await (const { Users = [] } of paginateListUsers({ client }, { UserPoolId, Filter, Limit: 60 }))
      yield* Users.map((user) => read(user, user.Attributes));
  }
  async function search(name: "sub" | "email", value: string): Promise<readonly PoolUser[]> {
    const found: PoolUser[] = [];
    for await (const user of list(`${name} = "${value.replace(/["\\]/g, "\\$&")}"`)) found.push(user);
    return found;
  }

  async function get(Username: string): Promise<PoolUser | undefined> {
    try {
      const user = await client.send(new AdminGetUserCommand({ UserPoolId, Username }));
      return read(user, user.UserAttributes);
    } catch (error) {
      if (error instanceof UserNotFoundException) return undefined;
      throw error;
    }
  }

  return {
    find: async (word) => (await get(word)) ?? (await search(word.includes("@") ? "email" : "sub", word))[0],
    havingAddress: (address) => search("email", address),
    all: () => list(),
    async proveAddress(Username, address) {
      const UserAttributes = [
        { Name: "email", Value: address },
        { Name: "email_verified", Value: "true" },
      ];
      await client.send(new AdminUpdateUserAttributesCommand({ UserPoolId, Username, UserAttributes }));
    },
    async delete(Username) {
      await client.send(new AdminDeleteUserCommand({ UserPoolId, Username }));
    },
  };
}

type Described = Pick<UserType, "Username" | "UserStatus" | "Enabled" | "UserCreateDate">;

function read(user: Described, listed: readonly AttributeType[] = []): PoolUser {
  const attributes = new Map(listed.map(({ Name, Value }) => [Name, Value]));
  return {
    username: user.Username ?? "",
    sub: attributes.get("sub") ?? "",
    email: attributes.get("email"),
    emailVerified: attributes.get("email_verified") === "true",
    name: attributes.get("name"),
    legacyId: attributes.get("custom:legacy_id"),
    tenantId: attributes.get("custom:tenant_id"),
    status: user.UserStatus ?? "UNKNOWN",
    enabled: user.Enabled ?? false,
    createdAt: user.UserCreateDate?.toISOString() ?? "",
  };
}
