import { NAMED_POOL } from "../input/members";
import { forAdministrators } from "../operation";

/** What Cognito answers for a pool without a configuration. */
const MOST_BY_DEFAULT = 20;

export const getUserPoolSessionConfiguration = forAdministrators(
  "GetUserPoolSessionConfiguration",
  NAMED_POOL,
  ({ settings: { id, sessionTracking } }) => ({
    UserPoolId: id,
    UserSessionTracking: sessionTracking === undefined ? "DISABLED" : "ENABLED",
    TokenSession: { MaxPerUser: sessionTracking?.mostPerUser ?? MOST_BY_DEFAULT },
  }),
);
