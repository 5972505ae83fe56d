import * as declared from "./every-operation";
import type { Operation } from "./operation";

/** The operations of the user pools API, by the names that clients call them. What is not here is not simulated. */
export const OPERATIONS: ReadonlyMap<string, Operation> = new Map(
  Object.values(declared).map((operation) => [operation.name, operation]),
);
