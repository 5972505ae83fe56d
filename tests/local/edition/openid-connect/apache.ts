import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";

const SERVER = "/usr/sbin/apache2";
const MODULES = "/usr/lib/apache2/modules";

/** Where it is not installed, its test is left out and it is said so; but never by CI. */
const isLeftOut = !existsSync(`${MODULES}/mod_auth_openidc.so`) && process.env.CI !== "true";
if (isLeftOut) process.stdout.write("No mod_auth_openidc is installed: its test is SKIPPED.\n");

export const testWithApache = isLeftOut ? test.skip : test;

interface Settings {
  readonly port: number;
  readonly issuer: string;
  readonly clientId: string;
  readonly logoutUrl: string;
}

/** Debian's Apache, with pages that only one person may see, and otherwise nothing that is not needed for it. */
export async function startApache({ port, issuer, clientId, logoutUrl }: Settings) {
  const folder = mkdtempSync(path.join(tmpdir(), "apache-"));
  // It gives up the rights of root.
  chmodSync(folder, 0o755);
  mkdirSync(path.join(folder, "site/private"), { recursive: true });
  writeFileSync(path.join(folder, "site/private/index.html"), "<title>The private page</title>");
  writeFileSync(path.join(folder, "site/signed-out.html"), "<title>Signed out</title>");
  const site = `http://localhost:${port}`;
  const modules = ["mpm_event", "authn_core", "authz_core", "authz_user", "dir", "mime", "auth_openidc"];
  writeFileSync(
    path.join(folder, "httpd.conf"),
    `ServerRoot ${folder}
ServerName localhost:${port}
Listen 127.0.0.1:${port}
PidFile ${folder}/pid
ErrorLog ${folder}/errors
User nobody
Group nogroup
${modules.map((name) => `LoadModule ${name}_module ${MODULES}/mod_${name}.so`).join("\n")}
TypesConfig /dev/null
AddType text/html .html
DocumentRoot ${folder}/site
OIDCProviderMetadataURL ${issuer}/.well-known/openid-configuration
OIDCProviderEndSessionEndpoint "${logoutUrl}?client_id=${clientId}&logout_uri=${site}/signed-out.html"
OIDCClientID ${clientId}
OIDCProviderTokenEndpointAuth none
OIDCPKCEMethod S256
OIDCRedirectURI ${site}/signed-in
OIDCScope "openid email profile"
OIDCCryptoPassphrase a-passphrase-for-a-test
# More than they are valid for: every request renews them.
OIDCRefreshAccessTokenBeforeExpiry 86400
OIDCUserInfoRefreshInterval 1
<Location /signed-in>
  AuthType openid-connect
  Require valid-user
</Location>
<Location /private/>
  AuthType openid-connect
  Require claim email:ada@acme.example
</Location>
`,
  );
  const server = spawn(SERVER, ["-X", "-f", path.join(folder, "httpd.conf")], { stdio: "inherit" });
  const ended = once(server, "exit");
  await isListening(port, () => server.exitCode === null);
  return {
    site,
    async stop() {
      server.kill();
      await ended;
      rmSync(folder, { recursive: true });
    },
  };
}

async function isListening(port: number, isRunning: () => boolean): Promise<void> {
  while (isRunning()) {
    const socket = connect(port, "127.0.0.1");
    const outcome = await Promise.race([
      once(socket, "connect").then(() => true),
      once(socket, "error").then(() => false),
    ]).catch(() => false);
    socket.destroy();
    if (outcome) return;
  }
  throw new Error("Apache has not started");
}
