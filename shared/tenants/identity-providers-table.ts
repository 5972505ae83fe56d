import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { type IdentityProvider, readIdentityProvider } from "./identity-providers";
import type { ListedRegistry } from "./registry";
import { listedRegistryTable } from "./registry-table";

export type IdentityProviders = ListedRegistry<IdentityProvider>;

/**
 * Keeps identity providers under `provider#<name>`, including unbound ones. The key is in lower case, because Cognito
 * writes provider names in either case.
 */
export const identityProvidersTable = (client: DynamoDBDocumentClient, table: string): IdentityProviders =>
  listedRegistryTable(client, table, {
    keyOf: (lowerCaseName) => `provider#${lowerCaseName}`,
    nameOf: ({ name }) => name.toLowerCase(),
    read: readIdentityProvider,
    listing: "providers",
    sortKeyOf: ({ name, status }) => (status === "bound" ? name.toLowerCase() : undefined),
  });
