import { createHash } from "node:crypto";
import { mailboxOf } from "../email";

/** What identifies a person who comes again as a new user: their mailbox, or their account at a provider. */
export type Mark = `email#${string}` | `identity#${string}`;

/** Several addresses may share a mark. That is the safe side, because a mark can only keep out. */
export const emailMark = (address: string): Mark => `email#${mailboxOf(address)}`;

/** The user name of a federated person, `<Provider>_<subject>`. */
export const identityMark = (userName: string): Mark => `identity#${userName.toLowerCase()}`;

/** The key of a mark in the People table. It is a digest, so it may outlive an erasure and names nobody. */
export const keyOfMark = (mark: Mark): string => `mark#${createHash("sha256").update(mark).digest("hex")}`;
