import { invalidParameter } from "../errors";
import { pageOf, readLimit } from "../paging";
import type { Pool } from "../pool";
import { checkPoolId, type Input, optionalText, textList } from "../request";
import type { User } from "../user";
import { readFilter } from "../user-filter";
import { orderOfUsers, userShape } from "../user-shape";

const OF_EVERYBODY = ["sub", "email_verified", "phone_number_verified"];

export function listUsers(pool: Pool, input: Input) {
  checkPoolId(pool, input);
  const shapeOf = readShape(pool, textList(input, "AttributesToGet"));
  // The empty filter is allowed, which an ordinary text is not.
  const matches = readFilter(input.Filter === "" ? undefined : optionalText(input, "Filter", 256));
  const request = { limit: readLimit(input, "Limit"), token: optionalText(input, "PaginationToken") };
  const { items, next } = pageOf(pool.users.values().filter(matches), orderOfUsers, request);
  return { Users: items.map(shapeOf), ...(next !== undefined && { PaginationToken: next }) };
}

function readShape({ settings }: Pool, names: readonly string[] | undefined) {
  if (names === undefined || names.length === 0) return (user: User) => userShape(user);
  const known = new Set([...OF_EVERYBODY, ...settings.schema.map(({ name }) => name)]);
  if (names.some((name) => !known.has(name)))
    throw invalidParameter("One or more requested attributes do not exist.");
  return (user: User) =>
    userShape(
      user,
      Object.fromEntries(Object.entries(user.attributes).filter(([name]) => names.includes(name))),
    );
}
