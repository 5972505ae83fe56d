import { NAMED_POOL, SERVER_CONTEXT } from "../input/members";
import { forAdministrators } from "../operation";
import { START, startSignIn } from "./start-sign-in";

/** For a server that signs people in. It has AWS credentials, and sends the password that it was given. */
export const adminInitiateAuth = forAdministrators(
  "AdminInitiateAuth",
  { ...NAMED_POOL, ...START, ...SERVER_CONTEXT },
  (pool, input) =>
    startSignIn(pool, input, {
      ADMIN_USER_PASSWORD_AUTH: "ALLOW_ADMIN_USER_PASSWORD_AUTH",
      ADMIN_NO_SRP_AUTH: "ALLOW_ADMIN_USER_PASSWORD_AUTH",
    }),
);
