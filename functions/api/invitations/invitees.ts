import { EMAIL, listOf, oneOf, optional, record } from "../../../shared/api/body";
import { MOST_INVITEES } from "../../../shared/inviting/inviting";
import { LANGUAGES } from "../../../shared/messages/language";
import { ROLES } from "../../../shared/tenants/role";

/** Who is to be invited. An address that cannot be one is the business of its own result, not of the whole request. */
export const INVITEES = listOf(
  record({ email: EMAIL, role: optional(oneOf(...ROLES)), language: optional(oneOf(...LANGUAGES)) }),
  MOST_INVITEES,
);

/** In bytes: as many of the longest addresses as can be invited at once. */
export const LARGEST_LIST = 64 * 1_024;
