import { requireUser } from "../../users/users";
import { ADMINISTERED, PAGE_TOKEN } from "../input/members";
import { forAdministrators } from "../operation";
import { listSessions } from "./session";

export const adminListUserSessions = forAdministrators(
  "AdminListUserSessions",
  { ...ADMINISTERED, NextToken: PAGE_TOKEN },
  (pool, input) => listSessions(pool, requireUser(pool, input.Username)),
);
