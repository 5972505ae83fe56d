import { randomUUID } from "node:crypto";
import { usernameExists } from "../api/errors";
import type { SignInNames } from "../settings";
import { type Address, isVerified } from "./addresses";
import type { Attributes } from "./attributes";
import type { User } from "./user";

/**
 * The names by which people are found besides the user name. An address that only a provider vouches for is not a
 * sign-in name.
 */
export const loginsOf =
  (names: SignInNames) =>
  ({ status, attributes }: Pick<User, "status" | "attributes">): string[] => {
    const given = status === "EXTERNAL_PROVIDER" ? [] : names.usernameAttributes;
    return [...given, ...aliasesIn(names, attributes), "sub"]
      .map((name) => attributes[name])
      .filter((login) => login !== undefined)
      .map((login) => normalName(names, login));
  };

/** The aliases of a person. An address is one only after it is verified. */
export const aliasesIn = ({ aliasAttributes }: SignInNames, attributes: Attributes) =>
  aliasAttributes.filter((name) => name === "preferred_username" || isVerified(attributes, name));

/** The form in which names are compared. */
export const normalName = ({ caseSensitive }: Pick<SignInNames, "caseSensitive">, name: string): string =>
  caseSensitive ? name : name.toLowerCase();

/** The address attribute that a login stands for in this pool; undefined if people sign in with a user name. */
export function addressGivenAsName({ usernameAttributes }: SignInNames, login: string): Address | undefined {
  const [only, ...others] = usernameAttributes;
  if (others.length === 0) return only;
  return login.includes("@") ? "email" : "phone_number";
}

/** The user name is the name that the app has given. If people sign in with an address, it is the `sub`. */
export function nameOfNewUser({ usernameAttributes }: SignInNames, login: string) {
  const sub = randomUUID();
  return { username: usernameAttributes.length > 0 ? sub : login, sub };
}

export const nameTaken = (names: SignInNames, login: string): Error =>
  usernameExists(
    {
      email: undefined,
      phone_number: "An account with the given phone_number already exists.",
      none: "User already exists",
    }[addressGivenAsName(names, login) ?? "none"],
  );
