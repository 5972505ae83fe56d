import { invalidParameter } from "../api/errors";
import type { Texts } from "../api/input/shapes";
import type { Pool } from "../pool";
import type { Address, Medium } from "../users/addresses";
import type { Attributes } from "../users/attributes";
import type { User } from "../users/user";
import { sendMessage } from "./messages";

interface Wishes {
  readonly DesiredDeliveryMediums: readonly Medium[] | undefined;
  readonly ClientMetadata: Texts | undefined;
}

/**
 * The destinations of an invitation: by the media that the request names; otherwise the telephone, or the e-mail if
 * there is no telephone. A person who has neither gets no invitation.
 */
export function invitationDestinations(
  attributes: Attributes,
  { DesiredDeliveryMediums: media = [] }: Pick<Wishes, "DesiredDeliveryMediums">,
) {
  const usual: Medium = attributes.phone_number === undefined ? "EMAIL" : "SMS";
  if (media.length === 0 && usual === "EMAIL" && attributes.email === undefined) return [];
  return (media.length > 0 ? media : [usual]).map((medium) => {
    const address: Address = medium === "EMAIL" ? "email" : "phone_number";
    const to = attributes[address];
    if (to === undefined)
      throw invalidParameter(
        `No ${address} provided but desired delivery medium was ${medium === "EMAIL" ? "Email" : "SMS"}`,
      );
    return { address, to };
  });
}

export async function sendInvitation(
  pool: Pool,
  user: User,
  password: string,
  wishes: Wishes,
): Promise<void> {
  const destinations = invitationDestinations(user.attributes, wishes);
  const clientMetadata = wishes.ClientMetadata;
  const message = {
    occasion: "AdminCreateUser",
    user,
    client: undefined,
    code: password,
    clientMetadata,
  } as const;
  return sendMessage(pool, message, destinations);
}
