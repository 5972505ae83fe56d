import { forAdministrators } from "../operation";
import { NAMED_RESOURCE_SERVER, requireResourceServer, serverShape } from "./resource-server";

export const describeResourceServer = forAdministrators(
  "DescribeResourceServer",
  NAMED_RESOURCE_SERVER,
  (pool, input) => ({ ResourceServer: serverShape(pool, requireResourceServer(pool, input)) }),
);
