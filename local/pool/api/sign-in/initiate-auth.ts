import { APP_CONTEXT } from "../input/members";
import { forApps } from "../operation";
import { START, startSignIn } from "./start-sign-in";

export const initiateAuth = forApps("InitiateAuth", { ...START, ...APP_CONTEXT }, (pool, input) =>
  startSignIn(pool, input, { USER_PASSWORD_AUTH: "ALLOW_USER_PASSWORD_AUTH" }),
);
