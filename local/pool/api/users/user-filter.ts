import type { User } from "../../users/user";
import { invalidParameter } from "../errors";

const FILTER = /^\s*([\w:]+)\s*(\^?=)\s*"((?:[^"\\]|\\.)*)"\s*$/;

/** Only these attributes can be searched for. Custom attributes never can. */
const SEARCHABLE: Readonly<Record<string, (user: User) => string | undefined>> = {
  username: ({ username }) => username,
  sub: ({ attributes }) => attributes.sub,
  email: ({ attributes }) => attributes.email,
  phone_number: ({ attributes }) => attributes.phone_number,
  name: ({ attributes }) => attributes.name,
  given_name: ({ attributes }) => attributes.given_name,
  family_name: ({ attributes }) => attributes.family_name,
  preferred_username: ({ attributes }) => attributes.preferred_username,
  "cognito:user_status": ({ status }) => status,
  status: ({ enabled }) => (enabled ? "Enabled" : "Disabled"),
};

/** The case of these values makes no difference to a search. */
const IN_ANY_CASE = new Set(["email", "preferred_username", "cognito:user_status"]);

/** Reads `name = "value"` for the whole value, or `name ^= "value"` for its beginning. No filter matches everybody. */
export function readFilter(filter: string | undefined): (user: User) => boolean {
  if (filter === undefined || filter === "") return () => true;
  const [, name, operator, quoted] = FILTER.exec(filter) ?? [];
  if (name === undefined || quoted === undefined) throw invalidParameter("Error while parsing filter.");
  if (!Object.hasOwn(SEARCHABLE, name)) throw invalidParameter(`Invalid search attribute: ${name}`);
  const normal = (text: string) => (IN_ANY_CASE.has(name) ? text.toLowerCase() : text);
  const wanted = normal(quoted.replace(/\\(.)/g, "$1"));
  return (user) => {
    const value = SEARCHABLE[name]?.(user);
    if (value === undefined) return false;
    return operator === "=" ? normal(value) === wanted : normal(value).startsWith(wanted);
  };
}
