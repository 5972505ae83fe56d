type Item = Readonly<Record<string, unknown>>;

/** The parts of a record besides the two images. */
interface Circumstances {
  readonly table?: "PeopleTable" | "TenantsTable" | "InvitationsTable";
  readonly eventID?: string;
  readonly sequenceNumber?: string;
  /** Whether DynamoDB itself has deleted the item because it had expired. */
  readonly hasExpired?: boolean;
}

const KEYS = { PeopleTable: ["sub", "item"], TenantsTable: ["id"], InvitationsTable: ["email", "tenantId"] };

let records = 0;

/** A record of a stream in DynamoDB's form, with the item before and after. */
export function streamRecord(
  before: Item | undefined,
  after: Item | undefined,
  { table = "PeopleTable", hasExpired = false, ...given }: Circumstances = {},
) {
  records += 1;
  const item = after ?? before ?? {};
  return {
    eventID: given.eventID ?? records.toString(16).padStart(32, "0"),
    eventName: before === undefined ? "INSERT" : after === undefined ? "REMOVE" : "MODIFY",
    eventVersion: "1.1",
    eventSource: "aws:dynamodb",
    awsRegion: "eu-central-1",
    dynamodb: {
      ApproximateCreationDateTime: 1_777_636_800,
      Keys: imageOf(Object.fromEntries(KEYS[table].map((name) => [name, item[name]]))),
      ...(before !== undefined && { OldImage: imageOf(before) }),
      ...(after !== undefined && { NewImage: imageOf(after) }),
      SequenceNumber: given.sequenceNumber ?? String(100_000_000_000_000 + records),
      SizeBytes: 100,
      StreamViewType: "NEW_AND_OLD_IMAGES",
    },
    eventSourceARN: `arn:aws:dynamodb:eu-central-1:123456789012:table/${table}/stream/2026-01-01T00:00:00.000`,
    ...(hasExpired && { userIdentity: { principalId: "dynamodb.amazonaws.com", type: "Service" } }),
  };
}

export const batchOf = (...records: readonly ReturnType<typeof streamRecord>[]) => ({ Records: records });

const imageOf = (item: Item): Item =>
  Object.fromEntries(
    Object.entries(item)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => [name, attributeOf(value)]),
  );

function attributeOf(value: unknown): Item {
  if (typeof value === "string") return { S: value };
  if (typeof value === "number") return { N: String(value) };
  if (typeof value === "boolean") return { BOOL: value };
  if (value === null) return { NULL: true };
  if (value instanceof Set) return { SS: [...value] };
  if (Array.isArray(value)) return { L: value.map(attributeOf) };
  return { M: imageOf(value as Item) };
}
