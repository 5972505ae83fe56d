import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import type { Registry } from "../tenants/registry";
import { registryTable } from "../tenants/registry-table";
import { type RememberedAttachment, readAttachment } from "./attachment";

export type Attachments = Registry<RememberedAttachment>;

/**
 * Keeps attachments under `pool#<id>` of the Tenants table: it is retained and backed up, and operators and
 * deployments write it anyway. A tag on the pool would be lost with the next run of a tool that manages the pool's
 * tags.
 */
export const attachmentsTable = (client: DynamoDBDocumentClient, table: string): Attachments =>
  registryTable(client, table, {
    keyOf: (poolId) => `pool#${poolId}`,
    nameOf: ({ poolId }) => poolId,
    read: readAttachment,
    listed: () => undefined,
  });
