import { forAdministrators } from "../operation";
import { NAMED_RESOURCE_SERVER, requireResourceServer, withoutServer } from "./resource-server";

export const deleteResourceServer = forAdministrators(
  "DeleteResourceServer",
  NAMED_RESOURCE_SERVER,
  (pool, input) => {
    pool.change({ resourceServers: withoutServer(pool, requireResourceServer(pool, input)) });
    return {};
  },
);
