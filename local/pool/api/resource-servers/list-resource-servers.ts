import { NAMED_POOL, PAGE_TOKEN } from "../input/members";
import { whole } from "../input/shapes";
import { forAdministrators } from "../operation";
import { pageOf } from "../paging";
import { serverShape } from "./resource-server";

export const listResourceServers = forAdministrators(
  "ListResourceServers",
  { ...NAMED_POOL, MaxResults: whole(1, 50), NextToken: PAGE_TOKEN },
  (pool, input) => {
    const { items, next } = pageOf(pool.settings.resourceServers, ({ identifier }) => identifier, input, 50);
    return { ResourceServers: items.map((server) => serverShape(pool, server)), NextToken: next };
  },
);
