import { forAdministrators } from "../operation";
import {
  RESOURCE_SERVER,
  requireResourceServer,
  resourceServer,
  serverShape,
  withoutServer,
} from "./resource-server";

/** Scopes that are left out are removed, and are granted no longer. */
export const updateResourceServer = forAdministrators(
  "UpdateResourceServer",
  RESOURCE_SERVER,
  (pool, input) => {
    const others = withoutServer(pool, requireResourceServer(pool, input));
    const server = resourceServer(input);
    pool.change({ resourceServers: [...others, server] });
    return { ResourceServer: serverShape(pool, server) };
  },
);
