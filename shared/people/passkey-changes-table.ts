import { type DynamoDBDocumentClient, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { changed } from "../change";
import { PASSKEYS, type PasskeyChanges } from "./passkey-changes";

/** Keeps them in the People table, beside the profile. */
export const passkeyChangesTable = (client: DynamoDBDocumentClient, table: string): PasskeyChanges => ({
  async note(sub, change, { by, now, signal }) {
    const { changedBy, changedAt } = changed(by, now);
    await client.send(
      new UpdateCommand({
        TableName: table,
        Key: { sub, item: PASSKEYS },
        // Counted, so that every change is another item, and in the stream.
        UpdateExpression:
          "SET passkeyChange = :change, changedBy = :changedBy, changedAt = :changedAt ADD passkeyChanges :one",
        ExpressionAttributeValues: {
          ":change": change,
          ":changedBy": changedBy,
          ":changedAt": changedAt,
          ":one": 1,
        },
      }),
      { abortSignal: signal },
    );
  },
});
