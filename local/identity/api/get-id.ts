import { notAuthorized, resourceNotFound } from "../../pool/api/errors";
import { required, text } from "../../pool/api/input/shapes";
import { addIdentity, identityOf } from "../identities";
import { readLogin } from "../login";
import { MESSAGES } from "./messages";
import { declare, ID, LOGINS } from "./operation";

/** A person is always the same identity; a guest is a new one with every request. */
export const getId = declare(
  "GetId",
  {
    IdentityPoolId: required(ID),
    AccountId: text({ shortest: 1, longest: 15, pattern: "\\d+" }),
    Logins: LOGINS,
  },
  ({ settings, region, pool, identities }, { IdentityPoolId: id, Logins }) => {
    if (id !== settings.id) throw resourceNotFound(MESSAGES.noPool(id));
    const login = readLogin(settings, pool, Logins);
    if (login === undefined && !settings.hasGuests) throw notAuthorized(MESSAGES.guests);
    const known = login && identityOf(identities, login);
    return { IdentityId: (known ?? addIdentity(identities, { region, at: pool.now(), login })).id };
  },
);
