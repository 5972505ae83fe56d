import { NAMED_CLIENT, namedClient } from "../client-request";
import { clientShape } from "../client-shape";
import { operation } from "./operation";

export const describeUserPoolClient = operation(NAMED_CLIENT, (pool, input) => ({
  UserPoolClient: clientShape(pool, namedClient(pool, input)),
}));
