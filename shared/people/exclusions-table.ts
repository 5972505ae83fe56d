import { createHash } from "node:crypto";
import { DeleteCommand, type DynamoDBDocumentClient, GetCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import { isTimestamp } from "../json";
import { FaultError } from "../runtime/errors";
import type { Mark } from "./marks";

/**
 * Remembers that somebody was suspended or removed. A person can delete their own user and come again under a new
 * `sub`, which no profile knows; what stays the same is their mailbox, or their account at an identity provider.
 */
export interface Exclusion {
  readonly status: "suspended" | "removed";
  readonly since: string;
}

export interface Exclusions {
  /** The strictest exclusion of any of these marks. */
  find(marks: readonly Mark[], signal?: AbortSignal): Promise<Exclusion | undefined>;
  exclude(mark: Mark, exclusion: Exclusion, signal?: AbortSignal): Promise<void>;
  lift(mark: Mark): Promise<void>;
}

/** Keeps exclusions in the People table under a digest of the mark, so that they can outlive an erasure. */
export function exclusionsTable(client: DynamoDBDocumentClient, table: string): Exclusions {
  const findOne = async (mark: Mark, abortSignal: AbortSignal | undefined) => {
    const { Item } = await client.send(
      new GetCommand({ TableName: table, Key: keyOf(mark), ConsistentRead: true }),
      { abortSignal },
    );
    return Item === undefined ? undefined : readExclusion(Item);
  };
  return {
    async find(marks, signal) {
      const found = await Promise.all(marks.map((mark) => findOne(mark, signal)));
      return found.reduce(stricter, undefined);
    },
    async exclude(mark, exclusion, abortSignal) {
      await client.send(new PutCommand({ TableName: table, Item: { ...exclusion, ...keyOf(mark) } }), {
        abortSignal,
      });
    },
    async lift(mark) {
      await client.send(new DeleteCommand({ TableName: table, Key: keyOf(mark) }));
    },
  };
}

/** A malformed one is a fault: if it were passed over, it would keep nobody out. */
function readExclusion(item: Readonly<Record<string, unknown>>): Exclusion {
  const { status, since } = item;
  if (!(status === "suspended" || status === "removed") || !isTimestamp(since))
    throw new FaultError("an exclusion is malformed");
  return { ...item, status, since };
}

/** A suspension outweighs a removal, a later removal an earlier one: fewer invitations overcome it. */
function stricter(one: Exclusion | undefined, other: Exclusion | undefined): Exclusion | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  if (one.status !== other.status) return one.status === "suspended" ? one : other;
  return one.since >= other.since ? one : other;
}

const keyOf = (mark: Mark) => ({
  sub: `excluded#${createHash("sha256").update(mark).digest("hex")}`,
  item: "exclusion",
});
