import type { Pool } from "../pool";
import type { UserPools } from "../user-pools";
import { resourceNotFound } from "./errors";
import { readInput } from "./input/read-input";
import type { InputOf, Members } from "./input/shapes";

type Answer = object | Promise<object>;
type Given = Readonly<Record<string, unknown>>;

/** What every operation declares: its name, its callers, and the form of its requests. */
interface Declaration {
  readonly name: string;
  /** Administrators sign their requests with credentials of AWS. */
  readonly caller: "app" | "administrator";
  readonly input: Members;
}

/** An operation on one pool. */
export interface Operation extends Declaration {
  /** Reads the request first, and acts only if it has the declared form. */
  readonly run: (pool: Pool, given: Given) => Answer;
}

/** An operation on all the pools of the account. */
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

/** For callers without AWS credentials: the operations that need no signature by the service's model. */
export const forApps = declare("app");
export const forAdministrators = declare("administrator");

/** For administrators' operations that need more than one pool. */
export const forAccounts = <M extends Members>(
  name: string,
  members: M,
  /** @param region the region in the scope of the caller's signature */
  act: (pools: UserPools, input: InputOf<M>, region: string) => Answer,
): AccountOperation => ({
  name,
  caller: "administrator",
  input: members,
  runFor: (pools, given, region) => act(pools, readInput(members, given), region),
});

/** A request that names another pool is refused. */
function checkPoolId(pool: Pool, { UserPoolId: id }: { readonly UserPoolId?: unknown }): void {
  if (id !== undefined && id !== pool.settings.id) throw noPool(id);
}

export function requirePool(pools: UserPools, { UserPoolId: id }: { readonly UserPoolId: string }): Pool {
  const pool = pools.find(id);
  if (pool === undefined) throw noPool(id);
  return pool;
}

const noPool = (id: unknown) => resourceNotFound(`User pool ${id} does not exist.`);
