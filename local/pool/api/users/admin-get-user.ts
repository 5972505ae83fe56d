import { requireUser } from "../../users/users";
import { ADMINISTERED } from "../input/members";
import { forAdministrators } from "../operation";
import { userDetails } from "./user-shape";

export const adminGetUser = forAdministrators("AdminGetUser", ADMINISTERED, (pool, input) =>
  userDetails(requireUser(pool, input.Username)),
);
