import { type DynamoDBDocumentClient, UpdateCommand, type UpdateCommandInput } from "@aws-sdk/lib-dynamodb";
import { isConditionFailure } from "./dynamodb";

type Values = Readonly<Record<string, unknown>>;

/**
 * A change of one item. It states what the item must be like, because DynamoDB would create an item that does not
 * exist.
 */
export interface ItemChange {
  readonly TableName: string;
  readonly Key: Values;
  /** `null` removes an attribute, `undefined` leaves it, and a set is added to the present set. */
  readonly changes: Values;
  /** The attributes that the item must have at present. `null` stands for an absent one. */
  readonly expected: Values;
}

/** The change as an update of DynamoDB. */
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

/** The condition that the attributes are as expected, with the names and values of the whole expression. */
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

/** Returns the changed item; `undefined` if the item was not as expected. */
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
