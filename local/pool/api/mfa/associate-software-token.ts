import { associate, readHolder } from "../../mfa/set-up";
import { SESSION, TOKEN } from "../input/members";
import { operation } from "../operation";

export const associateSoftwareToken = operation({ AccessToken: TOKEN, Session: SESSION }, (pool, input) =>
  associate(pool, readHolder(pool, input)),
);
