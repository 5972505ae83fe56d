import { invalidParameter } from "../api/errors";
import type { Pool } from "../pool";
import type { Attributes } from "./attributes";

/** The attributes that a code can be sent to. */
export type Address = "email" | "phone_number";
/** The attributes by which a person can be found besides the user name. */
export type AliasAttribute = Address | "preferred_username";
export type Medium = "EMAIL" | "SMS";
export const ADDRESSES: readonly Address[] = ["email", "phone_number"];

export const isVerified = (attributes: Attributes, address: Address): boolean =>
  attributes[address] !== undefined && attributes[`${address}_verified`] === "true";

export const mediumOf = (address: Address): Medium => (address === "email" ? "EMAIL" : "SMS");

/** Only an attribute that a code can be sent to can be verified. */
export function requireAddressName(name: string): Address {
  if (name !== "email" && name !== "phone_number")
    throw invalidParameter(`Attribute ${name} cannot be verified: only email and phone_number can.`);
  return name;
}

/** Where the code of a sign-up goes: to an address that the pool verifies, preferably the telephone. */
export function signUpAddress({ settings }: Pool, attributes: Attributes): Address | undefined {
  return (["phone_number", "email"] as const).find(
    (name) => settings.autoVerified.includes(name) && (attributes[name] ?? "") !== "",
  );
}
