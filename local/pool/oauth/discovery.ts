import type { Pool } from "../pool";

/**
 * What a library of OpenID Connect asks for first. The issuer and its keys are those of AWS, unless tokens are from
 * here; the endpoints are where the pool was asked, if it has sign-in pages.
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
