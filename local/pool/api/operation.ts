import type { Pool } from "../pool";
import { readInput } from "./input/read-input";
import type { InputOf, Members } from "./input/shapes";

type Answer = object | Promise<object>;

/** An operation of the API: what a request may look like, and what it does. Only a request that looks so gets to it. */
export interface Operation {
  readonly input: Members;
  readonly run: (pool: Pool, given: Readonly<Record<string, unknown>>) => Answer;
}

export const operation = <M extends Members>(
  input: M,
  run: (pool: Pool, input: InputOf<M>) => Answer,
): Operation => ({ input, run: (pool, given) => run(pool, readInput(input, given)) });
