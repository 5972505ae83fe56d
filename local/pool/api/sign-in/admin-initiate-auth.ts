import { SERVER_CONTEXT, USER_POOL_ID } from "../input/members";
import { required } from "../input/shapes";
import { forAdministrators } from "../operation";
import { START, startSignIn } from "./start-sign-in";

/** For a server that signs people in: it has credentials of its own, and may send the password that it was given. */
export const adminInitiateAuth = forAdministrators(
  "AdminInitiateAuth",
  { UserPoolId: required(USER_POOL_ID), ...START, ...SERVER_CONTEXT },
  (pool, input) =>
    startSignIn(pool, input, {
      ADMIN_USER_PASSWORD_AUTH: "ALLOW_ADMIN_USER_PASSWORD_AUTH",
      ADMIN_NO_SRP_AUTH: "ALLOW_ADMIN_USER_PASSWORD_AUTH",
    }),
);
