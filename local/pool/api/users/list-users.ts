import type { Pool } from "../../pool";
import type { User } from "../../users/user";
import { invalidParameter } from "../errors";
import { ATTRIBUTE_NAME, NAMED_POOL, PAGE_LIMIT } from "../input/members";
import { list, text } from "../input/shapes";
import { forAdministrators } from "../operation";
import { pageOf } from "../paging";
import { readFilter } from "./user-filter";
import { orderOfUsers, userShape } from "./user-shape";

const INPUT = {
  ...NAMED_POOL,
  AttributesToGet: list(ATTRIBUTE_NAME),
  Limit: PAGE_LIMIT,
  PaginationToken: text({ shortest: 1, pattern: "[\\S]+" }),
  Filter: text({ longest: 256 }),
};

const OF_EVERYBODY = ["sub", "email_verified", "phone_number_verified"];

export const listUsers = forAdministrators("ListUsers", INPUT, (pool, input) => {
  const shapeOf = readShape(pool, input.AttributesToGet);
  const people = pool.users.values().filter(readFilter(input.Filter));
  const { items, next } = pageOf(people, orderOfUsers, input);
  return { Users: items.map(shapeOf), PaginationToken: next };
});

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
