import type { Attributes } from "./attributes";
import { invalidParameter } from "./errors";
import { type Destination, sendCodeTo } from "./messages";
import type { Pool } from "./pool";
import { type Input, textList, textMap } from "./request";
import type { User } from "./user";

/** Where an invitation goes: by the media that are asked for; else to the telephone if there is one, and to the address if not. */
export function invitationDestinations({ email, phone_number: phone }: Attributes, input: Input) {
  const media = textList(input, "DesiredDeliveryMediums") ?? [];
  const wanted = media.length > 0 ? media : [phone === undefined ? "EMAIL" : "SMS"];
  return wanted.map((medium): Destination => {
    if (medium !== "EMAIL" && medium !== "SMS")
      throw invalidParameter(`Invalid desired delivery medium ${medium}`);
    const to = medium === "EMAIL" ? email : phone;
    const [attribute, name] = medium === "EMAIL" ? ["email", "Email"] : ["phone_number", "SMS"];
    if (to === undefined)
      throw invalidParameter(`No ${attribute} provided but desired delivery medium was ${name}`);
    return { medium, to };
  });
}

export async function sendInvitation(pool: Pool, user: User, password: string, input: Input): Promise<void> {
  const destinations = invitationDestinations(user.attributes, input);
  const clientMetadata = textMap(input, "ClientMetadata");
  await sendCodeTo(
    pool,
    { occasion: "AdminCreateUser", user, client: undefined, code: password, clientMetadata },
    destinations,
  );
}
