import { readAccessToken } from "../../tokens/access-tokens";
import { updateUser } from "../../users/users";
import { resourceNotFound } from "../errors";
import { TOKEN } from "../input/members";
import { required, text } from "../input/shapes";
import { forApps } from "../operation";

const INPUT = { AccessToken: required(TOKEN), CredentialId: required(text({ longest: 2_048 })) };

export const deleteWebAuthnCredential = forApps("DeleteWebAuthnCredential", INPUT, (pool, input) => {
  const { user } = readAccessToken(pool, input.AccessToken);
  updateUser(pool, user.username, ({ passkeys = [] }) => {
    const others = passkeys.filter(({ id }) => id !== input.CredentialId);
    if (others.length === passkeys.length) throw resourceNotFound("The user has no such passkey.");
    return { passkeys: others };
  });
  return {};
});
