import { operation } from "../operation";
import { NAMED_CLIENT, namedClient } from "./client-settings";
import { clientShape } from "./client-shape";

export const describeUserPoolClient = operation(NAMED_CLIENT, (pool, input) => ({
  UserPoolClient: clientShape(pool, namedClient(pool, input)),
}));
