import { createHash } from "node:crypto";
import { mailboxOf } from "../email";

/** What somebody is recognised by when they come again as a new user: their mailbox, or their account at a provider. */
export type Mark = `email#${string}` | `identity#${string}`;

/** To mark too much is the safe side: a mark only keeps out. */
export const emailMark = (address: string): Mark => `email#${mailboxOf(address)}`;

/** The user name of a federated person, `<Provider>_<subject>`. */
export const identityMark = (userName: string): Mark => `identity#${userName.toLowerCase()}`;

/** What the People table knows of a mark, under its digest: so it can outlive an erasure, and names nobody. */
export const keyOfMark = (mark: Mark): string => `mark#${createHash("sha256").update(mark).digest("hex")}`;
