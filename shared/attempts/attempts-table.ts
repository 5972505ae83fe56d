import { createHmac } from "node:crypto";
import { type DynamoDBDocumentClient, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { mailboxOf } from "../email";
import { FaultError } from "../runtime/errors";
import type { Throttle } from "./throttle";

export interface Attempts {
  /** Counts an attempt for a login's mailbox in the present window of time, and returns the count. */
  count(login: string, throttle: Throttle, now: Date, signal: AbortSignal): Promise<number>;
}

interface Counter {
  readonly table: string;
  /** Logins are kept as an HMAC, because people also type passwords into the name field. */
  readonly key: string;
  /** What is tried. */
  readonly purpose: "sign-in" | "migration";
}

/** Counts with one update for each attempt. */
export const attemptsTable = (
  client: DynamoDBDocumentClient,
  { table, key, purpose }: Counter,
): Attempts => ({
  async count(login, { minutes }, now, abortSignal) {
    const seconds = minutes * 60;
    const window = Math.floor(now.getTime() / 1000 / seconds);
    const { Attributes } = await client.send(
      new UpdateCommand({
        TableName: table,
        Key: {
          key: `${purpose}#${window}#${createHmac("sha256", key).update(mailboxOf(login)).digest("base64url")}`,
        },
        UpdateExpression: "ADD attempts :one SET expiresAt = :expiresAt",
        ExpressionAttributeValues: { ":one": 1, ":expiresAt": (window + 2) * seconds },
        ReturnValues: "UPDATED_NEW",
      }),
      { abortSignal },
    );
    const attempts: unknown = Attributes?.attempts;
    // A comparison with something that is not a number is false, so the limit would never be exceeded.
    if (!isCount(attempts)) throw new FaultError("the count of attempts is not a number");
    return attempts;
  },
});

const isCount = (value: unknown): value is number => Number.isInteger(value) && Number(value) >= 1;
