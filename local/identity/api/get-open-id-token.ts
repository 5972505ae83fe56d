import { invalidParameter, resourceNotFound } from "../../pool/api/errors";
import { required } from "../../pool/api/input/shapes";
import { MESSAGES } from "./messages";
import { declare, ID, LOGINS } from "./operation";

/** The first half of the classic flow, in which callers choose their role: the template may not switch it on. */
export const getOpenIdToken = declare(
  "GetOpenIdToken",
  { IdentityId: required(ID), Logins: LOGINS },
  ({ identities }, { IdentityId: id }) => {
    if (identities.get(id) === undefined) throw resourceNotFound(MESSAGES.noIdentity(id));
    throw invalidParameter(MESSAGES.classicFlow);
  },
);
