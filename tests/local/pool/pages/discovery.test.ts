import { settings, startPool } from "../test-pool";
import { oauthClient } from "./browsing";

const ON_AWS = `https://cognito-idp.eu-central-1.amazonaws.com/${settings().id}`;

async function discover(changes: Parameters<typeof settings>[0], host?: string) {
  const testPool = await startPool({ clients: [oauthClient()], settings: changes });
  const { port } = new URL(testPool.endpoint);
  const address = `http://${host ?? "127.0.0.1"}:${port}`;
  const response = await fetch(`${address}/${settings().id}/.well-known/openid-configuration`);
  const document = await response.json();
  await testPool.stop();
  return { document, address };
}

test.each(["127.0.0.1", "localhost"])("the endpoints are where the pool was asked, at %s", async (host) => {
  const { document, address } = await discover({}, host);
  expect(document).toEqual({
    issuer: ON_AWS,
    jwks_uri: `${ON_AWS}/.well-known/jwks.json`,
    authorization_endpoint: `${address}/oauth2/authorize`,
    token_endpoint: `${address}/oauth2/token`,
    userinfo_endpoint: `${address}/oauth2/userInfo`,
    revocation_endpoint: `${address}/oauth2/revoke`,
    end_session_endpoint: `${address}/logout`,
    id_token_signing_alg_values_supported: ["RS256"],
    response_types_supported: ["code", "token"],
    scopes_supported: ["openid", "email", "phone", "profile"],
    subject_types_supported: ["public"],
    token_endpoint_auth_methods_supported: ["client_secret_basic", "client_secret_post"],
  });
});

test("a pool with the updated issuer names it, and keys below it", async () => {
  const updated = ON_AWS.replace("cognito-idp", "issuer-cognito-idp");
  const { document } = await discover({ issuerType: "UPDATED" });
  expect(document).toMatchObject({ issuer: updated, jwks_uri: `${updated}/.well-known/jwks.json` });
});

test("a pool without a domain names no endpoints", async () => {
  const { document } = await discover({ domain: undefined });
  expect(Object.keys(document as object).filter((name) => name.endsWith("_endpoint"))).toEqual([]);
});
