import { tokenResponse } from "../../../functions/pre-token-generation/token-response";

test.each(
  (
    "sub iss aud exp iat jti nbf nonce acr amr at_hash auth_time azp client_id device_key event_id identities " +
    "origin_jti token_use username version scope cognito:username cognito:groups cognito:anything dev:custom:role " +
    "aws:PrincipalTag/tenant https://aws.amazon.com/tags"
  ).split(" "),
)("%s cannot be emitted", (name) => {
  expect(() => tokenResponse("2", { claims: { [name]: "acme" } })).toThrow(`${name} is a reserved claim`);
  expect(() => tokenResponse("1", { claims: { [name]: "acme" } })).toThrow(`${name} is a reserved claim`);
});

test("a version 1 answer knows nothing of access tokens", () => {
  const scopes = { scopesToAdd: ["api/profile.read"], scopesToSuppress: [] };
  expect(tokenResponse("1", { claims: { "custom:role": "admin" }, scopes })).toEqual({
    claimsOverrideDetails: { claimsToAddOrOverride: { "custom:role": "admin" } },
  });
});
