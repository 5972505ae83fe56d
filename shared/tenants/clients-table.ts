import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { type Client, readClient } from "./clients";
import type { ListedRegistry } from "./registry";
import { listedRegistryTable } from "./registry-table";

export type Clients = ListedRegistry<Client>;

/** Keeps app clients under `client#<id>`, released ones too. */
export const clientsTable = (client: DynamoDBDocumentClient, table: string): Clients =>
  listedRegistryTable(client, table, {
    keyOf: (clientId) => `client#${clientId}`,
    nameOf: ({ clientId }) => clientId,
    read: readClient,
    listing: "clients",
    sortKeyOf: ({ name, clientId, status }) =>
      status === "registered" ? `${name.toLowerCase()}#${clientId}` : undefined,
  });
