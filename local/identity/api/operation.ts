import { readInput } from "../../pool/api/input/read-input";
import { type InputOf, type Members, text, textMapOfAtMost } from "../../pool/api/input/shapes";
import type { IdentityPool } from "../identity-pool";

/** An operation of the API. Its requests are not signed: only the logins in them count. */
export interface IdentityOperation {
  readonly name: string;
  readonly run: (pool: IdentityPool, given: Readonly<Record<string, unknown>>) => Promise<object>;
}

/** Acts only on requests that have the declared shape. */
export const declare = <M extends Members>(
  name: string,
  members: M,
  act: (pool: IdentityPool, input: InputOf<M>) => object | Promise<object>,
): IdentityOperation => ({ name, run: async (pool, given) => act(pool, readInput(members, given)) });

/** Of identities and of their pools. */
export const ID = text({ shortest: 1, longest: 55, pattern: "[\\w-]+:[0-9a-f-]+" });
export const LOGINS = textMapOfAtMost(10);
