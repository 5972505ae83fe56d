import { createHash } from "node:crypto";
import { DeleteCommand, type DynamoDBDocumentClient, GetCommand, PutCommand } from "@aws-sdk/lib-dynamodb";

/**
 * Remembers that whoever holds an address was suspended or removed. A person can delete their own user and sign up
 * again under a new `sub`, which no profile knows; their address is what stays the same.
 */
export interface Exclusion {
  readonly status: "suspended" | "removed";
  readonly since: string;
}

export interface Exclusions {
  find(address: string, signal?: AbortSignal): Promise<Exclusion | undefined>;
  exclude(address: string, exclusion: Exclusion): Promise<void>;
  lift(address: string): Promise<void>;
}

/** Keeps exclusions in the People table under a digest of the address, so that they can outlive an erasure. */
export function exclusionsTable(client: DynamoDBDocumentClient, table: string): Exclusions {
  return {
    async find(address, abortSignal) {
      const { Item } = await client.send(
        new GetCommand({ TableName: table, Key: keyOf(address), ConsistentRead: true }),
        { abortSignal },
      );
      return Item as Exclusion | undefined;
    },
    async exclude(address, exclusion) {
      await client.send(new PutCommand({ TableName: table, Item: { ...exclusion, ...keyOf(address) } }));
    },
    async lift(address) {
      await client.send(new DeleteCommand({ TableName: table, Key: keyOf(address) }));
    },
  };
}

const keyOf = (address: string) => ({
  sub: `excluded#${createHash("sha256").update(address).digest("hex")}`,
  item: "exclusion",
});
