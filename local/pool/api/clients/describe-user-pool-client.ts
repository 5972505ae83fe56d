import { requireClient } from "../calling-client";
import { forAdministrators } from "../operation";
import { NAMED_CLIENT } from "./client-settings";
import { clientShape } from "./client-shape";

export const describeUserPoolClient = forAdministrators(
  "DescribeUserPoolClient",
  NAMED_CLIENT,
  (pool, input) => ({
    UserPoolClient: clientShape(pool, requireClient(pool, input)),
  }),
);
