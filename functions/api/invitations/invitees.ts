import { EMAIL, listOf, oneOf, optional, record } from "../../../shared/api/body";
import { MOST_INVITEES } from "../../../shared/inviting/inviting";
import { LANGUAGES } from "../../../shared/messages/language";
import { ROLES } from "../../../shared/tenants/role";

/** The people to invite. A malformed address gets a result of its own and does not fail the request. */
export const INVITEES = listOf(
  record({ email: EMAIL, role: optional(oneOf(...ROLES)), language: optional(oneOf(...LANGUAGES)) }),
  MOST_INVITEES,
);

/** In bytes: room for the longest addresses of as many people as can be invited at once. */
export const LARGEST_LIST = 64 * 1_024;
