import type { Pool } from "../pool";

/**
 * The document by which a library of OpenID Connect finds the pool. The issuer and its keys are those of AWS,
 * unless the pool issues its own tokens. The endpoints have the address of the request, if the pool has sign-in
 * pages.
 */
export const discovery = ({ issuer, settings }: Pool, address: string) => ({
  issuer,
  jwks_uri: `${issuer}/.well-known/jwks.json`,
  id_token_signing_alg_values_supported: ["RS256"],
  response_types_supported: ["code", "token"],
  scopes_supported: ["openid", "email", "phone", "profile"],
  subject_types_supported: ["public"],
  token_endpoint_auth_methods_supported: ["client_secret_basic", "client_secret_post"],
  ...(settings.domain !== undefined && endpointsAt(address)),
});

const endpointsAt = (address: string) => ({
  authorization_endpoint: `${address}/oauth2/authorize`,
  token_endpoint: `${address}/oauth2/token`,
  userinfo_endpoint: `${address}/oauth2/userInfo`,
  revocation_endpoint: `${address}/oauth2/revoke`,
  end_session_endpoint: `${address}/logout`,
});
