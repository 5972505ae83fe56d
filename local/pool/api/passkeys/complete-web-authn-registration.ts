import { completeRegistration } from "../../passkeys/registration";
import { readAccessToken } from "../../tokens/access-tokens";
import { TOKEN } from "../input/members";
import { document, required } from "../input/shapes";
import { forApps } from "../operation";

export const completeWebAuthnRegistration = forApps(
  "CompleteWebAuthnRegistration",
  { AccessToken: required(TOKEN), Credential: required(document) },
  async (pool, { AccessToken, Credential }) => {
    await completeRegistration(pool, readAccessToken(pool, AccessToken), Credential);
    return {};
  },
);
