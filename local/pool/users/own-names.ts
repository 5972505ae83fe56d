import { aliasExists } from "../api/errors";
import type { Pool } from "../pool";
import type { Attributes } from "./attributes";
import { aliasesIn } from "./sign-in-names";
import { findUser, updateUser, userNamed } from "./users";

/** A sign-in name belongs to one user. A change that claims another user's name fails. */
export function requireOwnNames(pool: Pool, username: string, changes: Attributes): void {
  for (const { name } of rivals(pool, username, changes)) throw aliasExists(name);
}

/** Takes the names of a change away from the users who have them. */
export function takeNames(pool: Pool, username: string, changes: Attributes): void {
  for (const { name, rival } of rivals(pool, username, changes))
    updateUser(pool, rival, ({ attributes: { [name]: value, ...attributes } }) => ({
      attributes:
        name === "preferred_username"
          ? attributes
          : { ...attributes, [name]: value ?? "", [`${name}_verified`]: "false" },
    }));
}

/**
 * The owners of the names that a change claims: addresses that serve as user names, and aliases that the change
 * sets or verifies.
 */
function rivals(pool: Pool, username: string, changes: Attributes) {
  const after = { ...userNamed(pool, username)?.attributes, ...changes };
  const claimed = [
    ...pool.settings.usernameAttributes.filter((name) => Object.hasOwn(changes, name)),
    ...aliasesIn(pool.settings, after).filter(
      (name) => Object.hasOwn(changes, name) || Object.hasOwn(changes, `${name}_verified`),
    ),
  ];
  return claimed.flatMap((name) => {
    const rival = findUser(pool, after[name] ?? "");
    return rival === undefined || rival.username === username ? [] : [{ name, rival: rival.username }];
  });
}
