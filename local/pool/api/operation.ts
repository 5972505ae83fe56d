import type { Pool } from "../pool";
import type { UserPools } from "../user-pools";
import { resourceNotFound } from "./errors";
import { readInput } from "./input/read-input";
import type { InputOf, Members } from "./input/shapes";

type Answer = object | Promise<object>;
type Given = Readonly<Record<string, unknown>>;

/** What every operation declares: its name, who may call it, and what a request may look like. */
interface Declaration {
  readonly name: string;
  /** Administrators sign their requests with credentials of AWS. */
  readonly caller: "app" | "administrator";
  readonly input: Members;
}

/** An operation of the API on one pool. */
export interface Operation extends Declaration {
  /** Reads the request first: only one that looks as declared is acted on. */
  readonly run: (pool: Pool, given: Given) => Answer;
}

/** An operation on the pools of the account. */
export interface AccountOperation extends Declaration {
  readonly runFor: (pools: UserPools, given: Given, region: string) => Answer;
}

const declare =
  (caller: Operation["caller"]) =>
  <M extends Members>(
    name: string,
    members: M,
    act: (pool: Pool, input: InputOf<M>) => Answer,
  ): Operation => ({
    name,
    caller,
    input: members,
    run(pool, given) {
      const input = readInput(members, given);
      checkPoolId(pool, input);
      return act(pool, input);
    },
  });

/** For callers without credentials of AWS: the operations that the service's model marks as needing no signature. */
export const forApps = declare("app");
export const forAdministrators = declare("administrator");

/** For administrators, where one pool is not enough to know. */
export const forAccounts = <M extends Members>(
  name: string,
  members: M,
  /** @param region in which the caller's signature names the service */
  act: (pools: UserPools, input: InputOf<M>, region: string) => Answer,
): AccountOperation => ({
  name,
  caller: "administrator",
  input: members,
  runFor: (pools, given, region) => act(pools, readInput(members, given), region),
});

/** Whoever names a pool means this one. */
function checkPoolId(pool: Pool, { UserPoolId: id }: { readonly UserPoolId?: unknown }): void {
  if (id !== undefined && id !== pool.settings.id) throw noPool(id);
}

export function requirePool(pools: UserPools, { UserPoolId: id }: { readonly UserPoolId: string }): Pool {
  const pool = pools.find(id);
  if (pool === undefined) throw noPool(id);
  return pool;
}

const noPool = (id: unknown) => resourceNotFound(`User pool ${id} does not exist.`);
