import { requireClient } from "../calling-client";
import { PAGE_TOKEN } from "../input/members";
import { forAdministrators } from "../operation";
import { pageOf } from "../paging";
import { secretShape } from "./client-secret";
import { NAMED_CLIENT } from "./client-settings";

export const listUserPoolClientSecrets = forAdministrators(
  "ListUserPoolClientSecrets",
  { ...NAMED_CLIENT, NextToken: PAGE_TOKEN },
  (pool, input) => {
    const { items, next } = pageOf(requireClient(pool, input).secrets, ({ id }) => id, input);
    return { ClientSecrets: items.map(secretShape), NextToken: next };
  },
);
