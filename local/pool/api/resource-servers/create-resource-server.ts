import { invalidParameter } from "../errors";
import { forAdministrators } from "../operation";
import { RESOURCE_SERVER, resourceServer, serverShape } from "./resource-server";

export const createResourceServer = forAdministrators(
  "CreateResourceServer",
  RESOURCE_SERVER,
  (pool, input) => {
    const server = resourceServer(input);
    const { id, resourceServers } = pool.settings;
    if (resourceServers.some(({ identifier }) => identifier === server.identifier))
      throw invalidParameter(`${server.identifier} already exists in user pool ${id}.`);
    pool.change({ resourceServers: [...resourceServers, server] });
    return { ResourceServer: serverShape(pool, server) };
  },
);
