import type { Pool } from "../pool";
import { resourceNotFound } from "./errors";
import { readInput } from "./input/read-input";
import type { InputOf, Members } from "./input/shapes";

type Answer = object | Promise<object>;

/** An operation of the API: its name, who may call it, what a request may look like, and what it does. */
export interface Operation {
  readonly name: string;
  /** Administrators sign their requests with credentials of AWS. */
  readonly caller: "app" | "administrator";
  readonly input: Members;
  /** Reads the request first: only one that looks as declared is acted on. */
  readonly run: (pool: Pool, given: Readonly<Record<string, unknown>>) => Answer;
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

/** Whoever names a pool means this one. */
function checkPoolId(pool: Pool, { UserPoolId: id }: { readonly UserPoolId?: unknown }): void {
  if (id !== undefined && id !== pool.settings.id) throw resourceNotFound(`User pool ${id} does not exist.`);
}
