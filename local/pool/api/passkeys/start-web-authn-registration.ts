import { startRegistration } from "../../passkeys/registration";
import { readAccessToken } from "../../tokens/access-tokens";
import { TOKEN } from "../input/members";
import { required } from "../input/shapes";
import { forApps } from "../operation";

export const startWebAuthnRegistration = forApps(
  "StartWebAuthnRegistration",
  { AccessToken: required(TOKEN) },
  async (pool, { AccessToken }) => ({
    CredentialCreationOptions: await startRegistration(pool, readAccessToken(pool, AccessToken)),
  }),
);
