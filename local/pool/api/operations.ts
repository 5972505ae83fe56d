import * as declared from "./every-operation";
import type { AccountOperation, Operation } from "./operation";

/** The operations of the user pools API, by the names that clients call them. All others are not simulated. */
export const OPERATIONS: ReadonlyMap<string, Operation | AccountOperation> = new Map(
  Object.values<Operation | AccountOperation>(declared).map((operation) => [operation.name, operation]),
);
