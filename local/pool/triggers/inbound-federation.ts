import { attributesSaid, type ProviderAnswer } from "../federation/provider-answer";
import type { Client, Pool } from "../pool";
import type { IdentityProviderSettings } from "../settings";
import type { Attributes } from "../users/attributes";
import { readTexts } from "./run-trigger";

/** The first trigger of a sign-in through a provider. It may choose the attributes that are mapped; an empty choice maps all. */
export async function askInboundFederation(
  pool: Pool,
  client: Client,
  { name, type }: IdentityProviderSettings,
  answer: ProviderAnswer,
): Promise<Attributes> {
  const response = await pool.runTrigger({
    trigger: "InboundFederation",
    source: "InboundFederation_ExternalProvider",
    // The user in the pool is not looked up yet.
    userName: answer.subject,
    clientId: client.id,
    request: { providerName: name, providerType: type, attributes: answer.said },
    response: { userAttributesToMap: {} },
  });
  const chosen = readTexts(response?.userAttributesToMap);
  return Object.keys(chosen).length === 0 ? attributesSaid(answer) : chosen;
}
