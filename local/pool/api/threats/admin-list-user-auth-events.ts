import { requireUser } from "../../users/users";
import { ADMINISTERED, PAGE_TOKEN } from "../input/members";
import { whole } from "../input/shapes";
import { forAdministrators } from "../operation";
import { addOnNotEnabled } from "./threat-protection";

export const adminListUserAuthEvents = forAdministrators(
  "AdminListUserAuthEvents",
  { ...ADMINISTERED, MaxResults: whole(0, 60), NextToken: PAGE_TOKEN },
  (pool, input) => {
    requireUser(pool, input.Username);
    throw addOnNotEnabled();
  },
);
