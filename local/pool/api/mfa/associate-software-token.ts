import { associate, readHolder } from "../../mfa/set-up";
import { SESSION, TOKEN } from "../input/members";
import { forApps } from "../operation";

export const associateSoftwareToken = forApps(
  "AssociateSoftwareToken",
  { AccessToken: TOKEN, Session: SESSION },
  (pool, input) => associate(pool, readHolder(pool, input)),
);
