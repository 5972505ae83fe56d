import { invalidParameter } from "../api/errors";
import type { Pool } from "../pool";
import type { Attributes } from "./attributes";

/** What a code can be sent to. */
export type Address = "email" | "phone_number";
/** What can lead to somebody besides their user name. */
export type AliasAttribute = Address | "preferred_username";
export type Medium = "EMAIL" | "SMS";
export const ADDRESSES: readonly Address[] = ["email", "phone_number"];

export const isVerified = (attributes: Attributes, address: Address): boolean =>
  attributes[address] !== undefined && attributes[`${address}_verified`] === "true";

export const mediumOf = (address: Address): Medium => (address === "email" ? "EMAIL" : "SMS");

/** Only what a code can be sent to can be verified. */
export function requireAddressName(name: string): Address {
  if (name !== "email" && name !== "phone_number")
    throw invalidParameter(`Attribute ${name} cannot be verified: only email and phone_number can.`);
  return name;
}

/** Where the code of a sign-up goes: to an address of a kind that the pool verifies, a telephone first. */
export function signUpAddress({ settings }: Pool, attributes: Attributes): Address | undefined {
  return (["phone_number", "email"] as const).find(
    (name) => settings.autoVerified.includes(name) && (attributes[name] ?? "") !== "",
  );
}
