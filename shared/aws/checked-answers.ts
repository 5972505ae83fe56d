import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { crc32 } from "../crc32";
import { isRecord, parseJson } from "../json";
import { FaultError } from "../runtime/errors";

interface HttpAnswer {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  body: unknown;
}

/**
 * Turns every damaged answer of DynamoDB into a fault. To the SDK, an empty body, `null` or an error with status 200
 * means that there is no item, and the absence of an item can let people in.
 */
export function checkAnswers(client: DynamoDBClient): DynamoDBClient {
  client.middlewareStack.add(
    (next, { commandName = "" }) =>
      async (args) => {
        const result = await next(args);
        const answer = result.response as HttpAnswer;
        // The SDK itself turns any other status into an error.
        if (answer.statusCode >= 300) return result;
        const bytes = await client.config.streamCollector(answer.body);
        const operation = commandName.replace(/Command$/, "");
        // Only the checksum tells a `{}` that means "no such item" from a `{}` in place of another answer.
        if (Number(answer.headers["x-amz-crc32"]) !== crc32(bytes))
          throw damaged(`DynamoDB's answer to ${operation} does not have the checksum that belongs to it`);
        if (!isAnswer(operation, parseJson(Buffer.from(bytes).toString()), args.input))
          throw damaged(`DynamoDB's answer to ${operation} does not have the form of one`);
        answer.body = bytes;
        return result;
      },
    { name: "checkAnswers", step: "deserialize", priority: "low" },
  );
  return client;
}

/** Makes the SDK repeat the request, as after an answer that breaks off. */
const damaged = (message: string) => Object.assign(new FaultError(message), { $retryable: {} });

/**
 * Covers the operations that are used here. An empty result is `{}`, because no request sets ReturnConsumedCapacity.
 */
export function isAnswer(operation: string, body: unknown, input: unknown): body is Record<string, unknown> {
  if (!isRecord(body) || "__type" in body) return false;
  const isEmpty = Object.keys(body).length === 0;
  switch (operation) {
    case "GetItem":
      return isEmpty || isItem(body.Item);
    case "Query":
    case "Scan":
      return isListOf(body.Items, isItem) && body.Count === body.Items.length;
    case "PutItem":
    case "UpdateItem":
    case "DeleteItem":
      return isItem(body.Attributes) || (isEmpty && !asksForNewAttributes(input));
    case "TransactWriteItems":
      return isEmpty;
    case "BatchGetItem":
      return (
        isRecord(body.UnprocessedKeys) &&
        isRecord(body.Responses) &&
        Object.values(body.Responses).every((items) => isListOf(items, isItem))
      );
    case "ListTables":
      return isListOf(body.TableNames, isText);
    default:
      return false;
  }
}

const asksForNewAttributes = (input: unknown): boolean =>
  isRecord(input) && /^(ALL|UPDATED)_NEW$/.test(String(input.ReturnValues));

const isItem = (value: unknown): boolean => isRecord(value) && Object.values(value).every(isAttributeValue);

function isAttributeValue(value: unknown): boolean {
  const [entry, ...others] = isRecord(value) ? Object.entries(value) : [];
  if (entry === undefined || others.length > 0) return false;
  const [type, content] = entry;
  switch (type) {
    case "S":
    case "B":
      return isText(content);
    case "N":
      return isNumber(content);
    case "BOOL":
      return typeof content === "boolean";
    case "NULL":
      return content === true;
    case "L":
      return isListOf(content, isAttributeValue);
    case "M":
      return isItem(content);
    case "SS":
    case "BS":
      return isListOf(content, isText);
    case "NS":
      return isListOf(content, isNumber);
    default:
      return false;
  }
}

const isText = (value: unknown): boolean => typeof value === "string";

const isNumber = (value: unknown): boolean =>
  typeof value === "string" && value !== "" && Number.isFinite(Number(value));

const isListOf = (value: unknown, isEntry: (entry: unknown) => boolean): value is readonly unknown[] =>
  Array.isArray(value) && value.every(isEntry);
