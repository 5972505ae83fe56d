import { attributesSaid, type ProviderAnswer } from "../federation/provider-answer";
import type { Client, Pool } from "../pool";
import type { IdentityProviderSettings } from "../settings";
import type { Attributes } from "../users/attributes";
import { readTexts } from "./run-trigger";

/** Comes first in every sign-in through a provider, and may choose what of its word is mapped; nothing chosen is everything. */
export async function askInboundFederation(
  pool: Pool,
  client: Client,
  { name, type }: IdentityProviderSettings,
  answer: ProviderAnswer,
): Promise<Attributes> {
  const response = await pool.runTrigger({
    trigger: "InboundFederation",
    source: "InboundFederation_ExternalProvider",
    // The account in the pool is not looked for yet.
    userName: answer.subject,
    clientId: client.id,
    request: { providerName: name, providerType: type, attributes: answer.said },
    response: { userAttributesToMap: {} },
  });
  const chosen = readTexts(response?.userAttributesToMap);
  return Object.keys(chosen).length === 0 ? attributesSaid(answer) : chosen;
}
