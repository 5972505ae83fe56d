import { type DynamoDBDocumentClient, UpdateCommand, type UpdateCommandInput } from "@aws-sdk/lib-dynamodb";
import { isConditionFailure } from "./dynamodb";

type Values = Readonly<Record<string, unknown>>;

/** A change of one item that must be as expected: in DynamoDB, an item that is not there would be made. */
export interface ItemChange {
  readonly TableName: string;
  readonly Key: Values;
  /** `null` takes an attribute away, `undefined` leaves it, and a set is added to what is there. */
  readonly changes: Values;
  /** What the attributes must be at present; `null` stands for one that is not there. */
  readonly expected: Values;
}

/** The change as DynamoDB takes it. */
export function updateOf({ TableName, Key, changes, expected }: ItemChange) {
  const given = Object.entries(changes).filter(([, value]) => value !== undefined && value !== null);
  const [set, added] = [given.filter((entry) => !isSet(entry)), given.filter(isSet)];
  const removed = Object.entries(changes).filter(([, value]) => value === null);
  return {
    TableName,
    Key,
    UpdateExpression: [
      ...section("SET", set, ([name]) => `#${name} = :${name}`),
      ...section("ADD", added, ([name]) => `#${name} :${name}`),
      ...section("REMOVE", removed, ([name]) => `#${name}`),
    ].join(" "),
    ...expectationOf(expected, [...given, ...removed], given),
  } satisfies UpdateCommandInput;
}

/** The condition that attributes are as expected, with names and values of an expression that goes with it. */
export function expectationOf(expected: Values, named: readonly Entry[] = [], given: readonly Entry[] = []) {
  const present = Object.entries(expected).filter(([, value]) => value !== null);
  const values = [
    ...given.map(([name, value]) => [`:${name}`, value]),
    ...present.map(([name, value]) => [`:expected_${name}`, value]),
  ];
  return {
    ConditionExpression: Object.entries(expected)
      .map(([name, value]) =>
        value === null ? `attribute_not_exists(#${name})` : `#${name} = :expected_${name}`,
      )
      .join(" AND "),
    ExpressionAttributeNames: Object.fromEntries(
      [...named, ...Object.entries(expected)].map(([name]) => [`#${name}`, name]),
    ),
    ...(values.length > 0 && { ExpressionAttributeValues: Object.fromEntries(values) }),
  };
}

/** Returns the item as it is afterwards; `undefined` when it is not as expected. */
export async function changeItem(
  client: DynamoDBDocumentClient,
  change: ItemChange,
  abortSignal: AbortSignal,
): Promise<Record<string, unknown> | undefined> {
  try {
    const command = new UpdateCommand({ ...updateOf(change), ReturnValues: "ALL_NEW" });
    return (await client.send(command, { abortSignal })).Attributes;
  } catch (error) {
    if (isConditionFailure(error)) return undefined;
    throw error;
  }
}

type Entry = readonly [name: string, value: unknown];

const isSet = ([, value]: Entry): boolean => value instanceof Set;

const section = (keyword: string, entries: readonly Entry[], write: (entry: Entry) => string): string[] =>
  entries.length === 0 ? [] : [`${keyword} ${entries.map(write).join(", ")}`];
