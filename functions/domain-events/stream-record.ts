import { isRecord } from "../../shared/json";
import { FaultError } from "../../shared/runtime/errors";

export type StreamedTable = "people" | "tenants" | "invitations";

/** The name of each table, which is part of the ARN of its stream. */
export type TableNames = Readonly<Record<StreamedTable, string>>;

export type Item = Readonly<Record<string, unknown>>;

/** The change of one item. Without `before` it is new; without `after` it was deleted. */
export interface StreamedChange {
  /** DynamoDB's id of the record, the same at every delivery. */
  readonly id: string;
  /** Names the record to Lambda. */
  readonly sequenceNumber: string;
  readonly table: StreamedTable;
  /** The changes of one partition are told in order, such as those of all items of a person. */
  readonly partition: string;
  readonly before: Item | undefined;
  readonly after: Item | undefined;
  /** DynamoDB deleted it because it had expired. */
  readonly hasExpired: boolean;
}

const PARTITION_KEYS: Readonly<Record<StreamedTable, string>> = {
  people: "sub",
  tenants: "id",
  invitations: "email",
};

/** Reads a batch as Lambda hands it over. */
export function readBatch(event: unknown, tables: TableNames): readonly StreamedChange[] {
  if (!isRecord(event) || !Array.isArray(event.Records))
    throw new FaultError("this is not a batch of a stream");
  return event.Records.map((record) => readRecord(record, tables));
}

function readRecord(record: unknown, tables: TableNames): StreamedChange {
  const { eventID, eventSourceARN, userIdentity, dynamodb } = isRecord(record) ? record : {};
  const { SequenceNumber, Keys, OldImage, NewImage } = isRecord(dynamodb) ? dynamodb : {};
  if (typeof eventID !== "string" || typeof SequenceNumber !== "string")
    throw new FaultError("a record of the stream has no id or no sequence number");
  const name = /:table\/([^/]+)\/stream\//.exec(String(eventSourceARN))?.[1];
  const table = (Object.keys(tables) as StreamedTable[]).find((candidate) => tables[candidate] === name);
  if (table === undefined) throw new FaultError("a record is of the stream of another table");
  return {
    id: eventID,
    sequenceNumber: SequenceNumber,
    table,
    partition: `${table}#${readItem(Keys)?.[PARTITION_KEYS[table]]}`,
    before: readItem(OldImage),
    after: readItem(NewImage),
    hasExpired: isRecord(userIdentity) && userIdentity.principalId === "dynamodb.amazonaws.com",
  };
}

const readItem = (image: unknown): Item | undefined =>
  isRecord(image)
    ? Object.fromEntries(Object.entries(image).map(([name, value]) => [name, plainValue(value)]))
    : undefined;

/** The value of DynamoDB's `{ "S": "text" }`. */
function plainValue(attribute: unknown): unknown {
  const [[type, value] = []] = isRecord(attribute) ? Object.entries(attribute) : [];
  switch (type) {
    case "N":
      return Number(value);
    case "NULL":
      return null;
    case "M":
      return readItem(value);
    case "L":
      return Array.isArray(value) ? value.map(plainValue) : undefined;
    default:
      return value;
  }
}
