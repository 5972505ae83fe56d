import { readAccessToken } from "../../tokens/access-tokens";
import type { Passkey } from "../../users/user";
import { epochSeconds } from "../epoch-seconds";
import { PAGE_TOKEN, TOKEN } from "../input/members";
import { required, whole } from "../input/shapes";
import { forApps } from "../operation";
import { pageOf } from "../paging";

const INPUT = { AccessToken: required(TOKEN), NextToken: PAGE_TOKEN, MaxResults: whole(0, 20) };

export const listWebAuthnCredentials = forApps("ListWebAuthnCredentials", INPUT, (pool, input) => {
  const { passkeys = [] } = readAccessToken(pool, input.AccessToken).user;
  const { items, next } = pageOf(passkeys, ({ createdAt, id }) => `${createdAt} ${id}`, input);
  return { Credentials: items.map(passkeyShape), NextToken: next };
});

const passkeyShape = ({ id, relyingPartyId, attachment, transports, createdAt }: Passkey) => ({
  CredentialId: id,
  FriendlyCredentialName: "Passkey",
  RelyingPartyId: relyingPartyId,
  AuthenticatorAttachment: attachment,
  AuthenticatorTransports: transports,
  CreatedAt: epochSeconds(createdAt),
});
