import { DeleteCommand, type DynamoDBDocumentClient, PutCommand, QueryCommand } from "@aws-sdk/lib-dynamodb";
import { keyOfMark, type Mark } from "./marks";

/** Who bears or has borne a mark: by this, people are found without reading everybody. */
export interface Holders {
  /** Notes it before the profile says so, so that nobody is missed who was interrupted in between. */
  add(marks: readonly Mark[], sub: string, signal: AbortSignal): Promise<void>;
  remove(marks: readonly Mark[], sub: string, signal: AbortSignal): Promise<void>;
  /** The subs of all who bear one of the marks, or once were to. */
  of(marks: readonly Mark[], signal: AbortSignal): Promise<readonly string[]>;
}

const PERSON = "person#";

/** Keeps them in the People table, beside the exclusions of the same mark. */
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
