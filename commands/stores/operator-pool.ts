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

/** A user of the pool, with or without a profile. */
export interface OperatorPoolUser {
  readonly username: string;
  readonly sub: string;
  /** As it was typed. */
  readonly email: string | undefined;
  readonly emailVerified: boolean;
  readonly name: string | undefined;
  readonly locale: string | undefined;
  /** The accounts at identity providers that are linked to it, as JSON. */
  readonly identities: string | undefined;
  readonly legacyId: string | undefined;
  readonly tenantId: string | undefined;
  readonly status: string;
  readonly enabled: boolean;
  readonly createdAt: string;
}

export interface OperatorPool {
  /** Finds a user by sub or e-mail address. A user who signs in with the address comes before one who has it from a provider. */
  find(subOrAddress: string): Promise<OperatorPoolUser | undefined>;
  /** Every user with this address, those of an identity provider included. */
  havingAddress(address: string): Promise<readonly OperatorPoolUser[]>;
  /** The whole pool, page by page. */
  all(): AsyncGenerator<OperatorPoolUser>;
  /** Sets the address as well, so that no other address is marked as proven if it was changed in the meantime. */
  proveAddress(username: string, address: string): Promise<void>;
  delete(username: string): Promise<void>;
}

export const isFederatedUser = ({ status }: OperatorPoolUser): boolean => status === "EXTERNAL_PROVIDER";

export function operatorPool(client: CognitoIdentityProviderClient, UserPoolId: string): OperatorPool {
  // AttributesToGet is not used: Cognito refuses it if any user lacks one of the attributes.
  async function* list(Filter?: string): AsyncGenerator<OperatorPoolUser> {
    for await (const { Users = [] } of paginateListUsers({ client }, { UserPoolId, Filter, Limit: 60 }))
      yield* Users.map((user) => read(user, user.Attributes));
  }
  async function search(name: "sub" | "email", value: string): Promise<readonly OperatorPoolUser[]> {
    const found: OperatorPoolUser[] = [];
    for await (const user of list(`${name} = "${value.replace(/["\\]/g, "\\$&")}"`)) found.push(user);
    return found;
  }

  async function get(Username: string): Promise<OperatorPoolUser | undefined> {
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

function read(user: Described, listed: readonly AttributeType[] = []): OperatorPoolUser {
  const attributes = new Map(listed.map(({ Name, Value }) => [Name, Value]));
  return {
    username: user.Username ?? "",
    sub: attributes.get("sub") ?? "",
    email: attributes.get("email"),
    emailVerified: attributes.get("email_verified") === "true",
    name: attributes.get("name"),
    locale: attributes.get("locale"),
    identities: attributes.get("identities"),
    legacyId: attributes.get("custom:legacy_id"),
    tenantId: attributes.get("custom:tenant_id"),
    status: user.UserStatus ?? "UNKNOWN",
    enabled: user.Enabled ?? false,
    createdAt: user.UserCreateDate?.toISOString() ?? "",
  };
}
