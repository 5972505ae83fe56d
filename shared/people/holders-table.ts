import { DeleteCommand, type DynamoDBDocumentClient, PutCommand, QueryCommand } from "@aws-sdk/lib-dynamodb";
import { keyOfMark, type Mark } from "./marks";

/** The people who have or had a mark. Through this, people are found without reading everybody. */
export interface Holders {
  /** Adds holders. It is called before the profile gets the mark, so that an interruption leaves nobody out. */
  add(marks: readonly Mark[], sub: string, signal: AbortSignal): Promise<void>;
  remove(marks: readonly Mark[], sub: string, signal: AbortSignal): Promise<void>;
  /** The subs of all people who have or had one of the marks, or were about to get it. */
  of(marks: readonly Mark[], signal: AbortSignal): Promise<readonly string[]>;
}

const PERSON = "person#";

/** Keeps holders in the People table, beside the exclusions of the same mark. */
export function holdersTable(client: DynamoDBDocumentClient, table: string): Holders {
  return {
    async add(marks, sub, abortSignal) {
      for (const mark of marks) {
        const Item = { sub: keyOfMark(mark), item: PERSON + sub };
        await client.send(new PutCommand({ TableName: table, Item }), { abortSignal });
      }
    },
    async remove(marks, sub, abortSignal) {
      for (const mark of marks) {
        const Key = { sub: keyOfMark(mark), item: PERSON + sub };
        await client.send(new DeleteCommand({ TableName: table, Key }), { abortSignal });
      }
    },
    async of(marks, abortSignal) {
      const found = await Promise.all(
        marks.map((mark) =>
          client.send(
            new QueryCommand({
              TableName: table,
              KeyConditionExpression: "#sub = :mark AND begins_with(#item, :person)",
              ExpressionAttributeNames: { "#sub": "sub", "#item": "item" },
              ExpressionAttributeValues: { ":mark": keyOfMark(mark), ":person": PERSON },
              ConsistentRead: true,
            }),
            { abortSignal },
          ),
        ),
      );
      const items = found.flatMap(({ Items = [] }) => Items);
      return [...new Set(items.map(({ item }) => String(item).slice(PERSON.length)))];
    },
  };
}
