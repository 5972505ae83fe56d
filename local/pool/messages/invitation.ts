import { invalidParameter } from "../api/errors";
import type { Pool } from "../pool";
import type { Attributes } from "../users/attributes";
import type { User } from "../users/user";
import { type Destination, sendCodeTo } from "./messages";

interface Wishes {
  readonly DesiredDeliveryMediums: readonly Destination["medium"][] | undefined;
  readonly ClientMetadata: Readonly<Record<string, string>> | undefined;
}

/** Where an invitation goes: by the media that are asked for; else to the telephone if there is one, and to the address if not. */
export function invitationDestinations(
  { email, phone_number: phone }: Attributes,
  { DesiredDeliveryMediums: media = [] }: Pick<Wishes, "DesiredDeliveryMediums">,
): Destination[] {
  const usual: Destination["medium"] = phone === undefined ? "EMAIL" : "SMS";
  return (media.length > 0 ? media : [usual]).map((medium) => {
    const to = medium === "EMAIL" ? email : phone;
    const [attribute, name] = medium === "EMAIL" ? ["email", "Email"] : ["phone_number", "SMS"];
    if (to === undefined)
      throw invalidParameter(`No ${attribute} provided but desired delivery medium was ${name}`);
    return { medium, to };
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
  await sendCodeTo(
    pool,
    { occasion: "AdminCreateUser", user, client: undefined, code: password, clientMetadata },
    destinations,
  );
}
