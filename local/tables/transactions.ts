import { isObject, type Json } from "../stack/properties";
import type { TableSettings } from "../stack/table-settings";
import { dynamoError, type TablesAnswer, validationError } from "./dynalite";
import { type Item, keyOf, type Place, readItem } from "./items";
import type { Operations } from "./operations";

/** What is imitated of the actions of a transaction, and the operation that each would be by itself. */
const ACTIONS: Readonly<
  Record<string, { readonly operation?: string; readonly members: readonly string[] }>
> = {
  ConditionCheck: { members: ["Key"] },
  Put: { operation: "PutItem", members: ["Item"] },
  Update: { operation: "UpdateItem", members: ["Key", "UpdateExpression"] },
  Delete: { operation: "DeleteItem", members: ["Key"] },
};
const MEMBERS = ["TableName", "ConditionExpression", "ExpressionAttributeNames", "ExpressionAttributeValues"];

interface Action {
  /** Undefined for a mere condition. */
  readonly operation: string | undefined;
  readonly input: Json;
  readonly place: Place;
}

type Write = Action & { readonly operation: string };

interface Transaction {
  /** The write among them. */
  readonly actions: readonly Action[];
  readonly write: Write;
}

/** How long DynamoDB treats a repeated token as the same request. */
const TOKEN_MS = 10 * 60_000;

interface Surroundings {
  readonly tables: readonly TableSettings[];
  readonly perform: Operations["perform"];
  readonly now: () => Date;
}

/**
 * TransactWriteItems with one write and any number of condition checks, all on different items. Other transactions, which DynamoDB
 * would accept, are refused.
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html
 */
export function createTransactions({ tables, perform, now }: Surroundings) {
  /** The transactions of the last minutes, by their tokens. */
  const written = new Map<
    string,
    { readonly items: string; readonly at: number; readonly answer: TablesAnswer }
  >();

  function run({ actions, write }: Transaction): TablesAnswer {
    const answers = actions.map((action) => checkCondition(perform, action));
    const mistake = answers.find((answer) => answer.status !== 200 && !isConditionFailure(answer));
    if (mistake !== undefined) return mistake;
    if (answers.some(isConditionFailure)) return cancelled(answers);
    return perform(write.operation, write.input);
  }

  return (input: unknown): TablesAnswer => {
    const transaction = readTransaction(input, tables);
    if (typeof transaction === "string") return validationError(transaction);
    const { ClientRequestToken: token, TransactItems } = input as Json;
    if (typeof token !== "string") return run(transaction);
    const items = JSON.stringify(TransactItems);
    const time = now().getTime();
    for (const [old, { at }] of written) if (at < time - TOKEN_MS) written.delete(old);
    const earlier = written.get(token);
    if (earlier?.items === items) return earlier.answer;
    if (earlier !== undefined)
      return dynamoError("IdempotentParameterMismatchException", {
        Message: "The client request token was used with other parameters",
      });
    const answer = run(transaction);
    if (answer.status === 200) written.set(token, { items, at: time, answer });
    return answer;
  };
}

/** The transaction, or what is wrong with it. */
function readTransaction(input: unknown, tables: readonly TableSettings[]): Transaction | string {
  if (!isObject(input) || !Array.isArray(input.TransactItems)) return "TransactItems is not a list";
  const unknown = unknownIn(input, ["TransactItems", "ClientRequestToken"]);
  if (unknown !== undefined) return `the local edition does not imitate ${unknown} of TransactWriteItems`;
  const actions: Action[] = [];
  for (const entry of input.TransactItems) {
    const action = readAction(entry, tables);
    if (typeof action === "string") return action;
    actions.push(action);
  }
  if (actions.length > 100) return "TransactItems has more than 100 members";
  const [write, ...otherWrites] = actions.filter(isWrite);
  if (write === undefined || otherWrites.length > 0)
    return "the local edition imitates transactions of exactly one Put, Update or Delete besides condition checks";
  if (new Set(actions.map(({ place }) => JSON.stringify(place))).size < actions.length)
    return "Transaction request cannot include multiple operations on one item";
  return { actions, write };
}

const isWrite = (action: Action): action is Write => action.operation !== undefined;

function readAction(entry: unknown, tables: readonly TableSettings[]): Action | string {
  const [[kind, input] = ["", undefined], ...others] = isObject(entry) ? Object.entries(entry) : [];
  const known = Object.hasOwn(ACTIONS, kind) ? ACTIONS[kind] : undefined;
  if (known === undefined || others.length > 0 || !isObject(input))
    return `TransactItems can only contain one of ${Object.keys(ACTIONS).join(", ")}`;
  const { operation, members } = known;
  const unknown = unknownIn(input, [...MEMBERS, ...members]);
  if (unknown !== undefined) return `the local edition does not imitate ${unknown} of ${kind}`;
  if (operation === undefined && input.ConditionExpression === undefined)
    return `${kind} has no ConditionExpression`;
  const table = tables.find(({ name }) => name === input.TableName);
  const attributes = input.Item ?? input.Key;
  if (table === undefined) return `the local edition has no table ${input.TableName}`;
  if (!isObject(attributes)) return `${kind} names no item`;
  return { operation, input, place: { table: table.name, key: keyOf(table, attributes as Item) } };
}

const unknownIn = (input: Json, known: readonly string[]): string | undefined =>
  Object.keys(input).find((member) => !known.includes(member));

/** Checks a condition by a conditional write that changes nothing: an empty update, or the deletion of an item that does not exist. */
function checkCondition(
  perform: Operations["perform"],
  { input, place: { table, key } }: Action,
): TablesAnswer {
  const { ConditionExpression } = input;
  if (ConditionExpression === undefined) return { status: 200, headers: {}, body: "{}" };
  const exists = readItem({ perform }, { table, key }) !== undefined;
  return perform(exists ? "UpdateItem" : "DeleteItem", {
    TableName: table,
    Key: key,
    ConditionExpression,
    ...onlyUsed(String(ConditionExpression), input, [
      "ExpressionAttributeNames",
      "ExpressionAttributeValues",
    ]),
  });
}

/** The names and values that the expression uses: DynamoDB refuses unused ones. */
function onlyUsed(expression: string, input: Json, members: readonly string[]): Json {
  const used = new Set(expression.match(/[#:]\w+/g));
  return Object.fromEntries(
    members.flatMap((member) => {
      const entries = Object.entries(input[member] ?? {}).filter(([name]) => used.has(name));
      return entries.length === 0 ? [] : [[member, Object.fromEntries(entries)]];
    }),
  );
}

const isConditionFailure = ({ status, body }: TablesAnswer): boolean =>
  status === 400 && /#ConditionalCheckFailedException$/.test(JSON.parse(body).__type);

/** Lists for every action, in order, whether it is a reason. */
function cancelled(answers: readonly TablesAnswer[]): TablesAnswer {
  const reasons = answers.map((answer) =>
    isConditionFailure(answer)
      ? { Code: "ConditionalCheckFailed", Message: "The conditional request failed" }
      : { Code: "None" },
  );
  const codes = reasons.map(({ Code }) => Code).join(", ");
  return dynamoError("TransactionCanceledException", {
    CancellationReasons: reasons,
    Message: `Transaction cancelled, please refer cancellation reasons for specific reasons [${codes}]`,
  });
}
