import { DeleteCommand, type DynamoDBDocumentClient, PutCommand, QueryCommand } from "@aws-sdk/lib-dynamodb";
import { changed } from "../change";
import { isTimestamp } from "../json";
import { FaultError } from "../runtime/errors";
import type { ChangeContext } from "../runtime/invocation";
import type { Exclusion } from "./exclusion";
import { keyOfMark, type Mark } from "./marks";

export interface Exclusions {
  find(marks: readonly Mark[], signal: AbortSignal): Promise<readonly Exclusion[]>;
  exclude(mark: Mark, exclusion: Exclusion, context: ChangeContext): Promise<void>;
  lift(mark: Mark, tenantId: string | undefined, signal: AbortSignal): Promise<void>;
}

const EXCLUSION = "exclusion";

/** Keeps exclusions in the People table under a digest of the mark, so that they can outlive an erasure. */
export function exclusionsTable(client: DynamoDBDocumentClient, table: string): Exclusions {
  const findOfMark = async (mark: Mark, abortSignal: AbortSignal) => {
    const { Items = [] } = await client.send(
      new QueryCommand({
        TableName: table,
        KeyConditionExpression: "#sub = :mark AND begins_with(#item, :exclusion)",
        ExpressionAttributeNames: { "#sub": "sub", "#item": "item" },
        ExpressionAttributeValues: { ":mark": keyOfMark(mark), ":exclusion": EXCLUSION },
        ConsistentRead: true,
      }),
      { abortSignal },
    );
    return Items.map(readExclusion);
  };
  return {
    async find(marks, signal) {
      return (await Promise.all(marks.map((mark) => findOfMark(mark, signal)))).flat();
    },
    async exclude(mark, { status, since, tenantId }, { by, now, signal }) {
      const Item = { ...exclusionKey(mark, tenantId), status, since, ...changed(by, now) };
      await client.send(new PutCommand({ TableName: table, Item }), { abortSignal: signal });
    },
    async lift(mark, tenantId, abortSignal) {
      await client.send(new DeleteCommand({ TableName: table, Key: exclusionKey(mark, tenantId) }), {
        abortSignal,
      });
    },
  };
}

/** A malformed exclusion is a fault, because a skipped one would keep nobody out. */
export function readExclusion({ item, status, since }: Readonly<Record<string, unknown>>): Exclusion {
  if (!(status === "suspended" || status === "removed") || !isTimestamp(since))
    throw new FaultError("an exclusion is malformed");
  const [, tenantId] = String(item).split("#");
  return { status, since, ...(tenantId !== undefined && { tenantId }) };
}

/** The key of a mark's exclusion from this tenant, or from all. */
export const exclusionKey = (mark: Mark, tenantId: string | undefined) => ({
  sub: keyOfMark(mark),
  item: tenantId === undefined ? EXCLUSION : `${EXCLUSION}#${tenantId}`,
});
