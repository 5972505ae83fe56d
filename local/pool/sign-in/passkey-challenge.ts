import { requireRelyingParty } from "../passkeys/relying-party";
import { webAuthn } from "../passkeys/web-authn";
import type { Pool } from "../pool";
import { askChallenge } from "./ask-challenge";
import { type Choosing, personFor, usernameOf } from "./choosing";

/**
 * Asks for a passkey, as `navigator.credentials.get` takes it. Where the client hides who exists, no passkeys are named: the
 * browser finds those of the relying party itself.
 */
export async function askPasskey(pool: Pool, choosing: Choosing) {
  const { client, login, source, deviceKey } = choosing;
  const { passkeys = [] } = personFor(pool, choosing, "WEB_AUTHN") ?? {};
  const named = client.hidesExistence ? [] : passkeys;
  const { generateAuthenticationOptions } = await webAuthn();
  const options = await generateAuthenticationOptions({
    rpID: requireRelyingParty(pool),
    timeout: client.sessionSeconds * 1_000,
    userVerification: pool.settings.passkeys.userVerification,
    allowCredentials: named.map(({ id }) => ({ id })),
  });
  const username = usernameOf(pool, choosing);
  const asked = { name: "WEB_AUTHN", username, login, source, deviceKey } as const;
  return askChallenge(
    pool,
    client,
    { ...asked, challenge: options.challenge },
    { CREDENTIAL_REQUEST_OPTIONS: JSON.stringify(options) },
  );
}
