import { NAMED_POOL, PAGE_TOKEN } from "../input/members";
import { whole } from "../input/shapes";
import { forAdministrators } from "../operation";
import { pageOf } from "../paging";
import { providerDescription } from "./identity-provider";

export const listIdentityProviders = forAdministrators(
  "ListIdentityProviders",
  { ...NAMED_POOL, MaxResults: whole(0, 60), NextToken: PAGE_TOKEN },
  (pool, input) => {
    const { items, next } = pageOf(pool.settings.identityProviders, ({ name }) => name, input);
    return { Providers: items.map((provider) => providerDescription(pool, provider)), NextToken: next };
  },
);
