// The provider of oidc-provider, an ES module, in a process of its own: says where it listens, and ends with its input.
import { createServer } from "node:http";
import Provider from "oidc-provider";

const settings = JSON.parse(process.argv[2] ?? "{}");

const server = createServer((request, response) => handle(request, response));
let handle = (_, response) => response.writeHead(503).end();

server.listen(0, "127.0.0.1", () => {
  const issuer = `http://127.0.0.1:${server.address().port}`;
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: settings.clientId,
        client_secret: settings.clientSecret,
        redirect_uris: settings.redirectUris,
        // Cognito knows no other.
        token_endpoint_auth_method: "client_secret_post",
        id_token_signed_response_alg: settings.algorithm ?? "RS256",
      },
    ],
    cookies: { keys: ["a key of the test"] },
    pkce: { required: () => false },
    claims: { openid: ["sub"], email: ["email", "email_verified"], profile: ["name", "locale"] },
    conformIdTokenClaims: true,
    // Whoever signs in is who they say, by their address.
    findAccount: (_, sub) => ({
      accountId: sub,
      claims: () => ({ sub, email: sub, email_verified: true, name: "Ada Lovelace", locale: "en-GB" }),
    }),
  });
  handle = provider.callback();
  process.stdout.write(`${issuer}\n`);
});

process.stdin.on("end", () => process.exit()).resume();
