import { requireUser } from "../../users/users";
import { ADMINISTERED } from "../input/members";
import { forAdministrators } from "../operation";
import { DEVICE_PAGE, listPage } from "./device";

export const adminListDevices = forAdministrators(
  "AdminListDevices",
  { ...ADMINISTERED, ...DEVICE_PAGE },
  (pool, input) => listPage(pool, requireUser(pool, input.Username).devices ?? [], input),
);
