import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import {
  AdminSetUserPasswordCommand,
  type AuthenticationResultType,
  CreateUserPoolClientCommand,
  GetTokensFromRefreshTokenCommand,
  InitiateAuthCommand,
  RespondToAuthChallengeCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { TEMPLATE } from "../../../local/stack/packaged-folder";
import type { Role } from "../../../shared/tenants/role";
import { SCOPES, scopesOf } from "../../../shared/tenants/scopes";
import { memberItems } from "../../harness/members";
import { client as registered } from "../../harness/people";
import { asArguments, packageService } from "../../infra/packaged-stages";
import { startTestEdition, type TestEdition } from "./start-test-edition";
import { claimsOf, join, PASSWORD } from "./visitor";

const OURS = SCOPES.map((scope) => `api/${scope}`);
const SELF_SERVICE = "aws.cognito.signin.user.admin";
const OPENID = ["openid", "email", "profile"];
const PROVIDER = "GlobexSaml";
const EMAIL_CLAIM = "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress";

let product: string;
beforeAll(async () => {
  const parameters = {
    preTokenGeneration: "V3_0",
    domainPrefix: "example-login",
    roleGroups: "on",
    identityProviders: [
      { name: PROVIDER, type: "SAML", metadataUrl: "https://sso.globex.example/metadata", tenant: "globex" },
    ],
  };
  product = await packageService("--stage", "dev", ...asArguments(parameters));
});

/** The packaged service, whose pool calls the token trigger with events of this version. Nobody can package V1. */
function withEventsOf(version: string): { readonly folder: string; remove(): void } {
  const folder = mkdtempSync(path.join(tmpdir(), "ceilings-"));
  cpSync(product, folder, { recursive: true });
  const template = path.join(folder, TEMPLATE);
  writeFileSync(
    template,
    readFileSync(template, "utf8").replace(/("LambdaVersion":\s*)"V3_0"/, `$1"${version}"`),
  );
  return { folder, remove: () => rmSync(folder, { recursive: true }) };
}

interface Entry {
  readonly kind: "own" | "foreign" | "machine";
  readonly status?: "released";
  readonly tenantId?: string;
  readonly scopes: readonly string[];
}

/** What the registry says of a client of people; undefined for one that nobody has registered. */
const CLIENTS: Readonly<Record<string, Entry | undefined>> = {
  "of ours": { kind: "own", scopes: [] },
  "without a ceiling": { kind: "foreign", scopes: [] },
  "that may read members": { kind: "foreign", scopes: ["api/members.read", SELF_SERVICE] },
  "that may do everything": { kind: "foreign", scopes: [...OURS, SELF_SERVICE] },
  "of which the registry says nonsense": { kind: "foreign", scopes: ["api/members.*", "api/", "*"] },
  "of ours that was released": { kind: "own", status: "released", scopes: OURS },
  "of theirs that was released": { kind: "foreign", status: "released", scopes: OURS },
  "of a machine": { kind: "machine", tenantId: "acme", scopes: OURS },
  "that nobody has registered": undefined,
};

const PLACES: readonly (readonly [tenantId: string, role: Role])[] = [
  ["globex", "viewer"],
  ["globex", "admin"],
  ["platform", "admin"],
];

describe.each(["V1_0", "V2_0", "V3_0"])("with events of %s", (version) => {
  let visited: TestEdition;
  let packaged: ReturnType<typeof withEventsOf>;
  const ids = new Map<string, string>();
  const poolId = () => visited.edition.stack.pool.id;

  beforeAll(async () => {
    packaged = withEventsOf(version);
    visited = await startTestEdition({}, packaged.folder);
    for (const [name, entry] of Object.entries(CLIENTS)) ids.set(name, await createClient(entry));
  });
  afterAll(async () => {
    await visited.stop();
    packaged.remove();
  });

  /** One that asks for everything that there is. */
  async function createClient(entry: Entry | undefined, ofMachines = false): Promise<string> {
    const { UserPoolClient } = await visited.client.send(
      new CreateUserPoolClientCommand({
        UserPoolId: poolId(),
        ClientName: "client",
        AllowedOAuthFlowsUserPoolClient: true,
        ...(ofMachines
          ? { ClientSecret: SECRET, AllowedOAuthFlows: ["client_credentials"], AllowedOAuthScopes: OURS }
          : {
              ExplicitAuthFlows: ["ALLOW_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"],
              SupportedIdentityProviders: ["COGNITO", PROVIDER],
              AllowedOAuthFlows: ["code"],
              AllowedOAuthScopes: [...OPENID, SELF_SERVICE, ...OURS],
              CallbackURLs: ["https://client.example/"],
            }),
      }),
    );
    const id = UserPoolClient?.ClientId ?? "";
    if (entry !== undefined) await visited.tables.put("TenantsTable", registered(id, { ...entry }));
    return id;
  }

  const withPassword = (ClientId: string, email: string) =>
    visited.client.send(
      new InitiateAuthCommand({
        ClientId,
        AuthFlow: "USER_PASSWORD_AUTH",
        AuthParameters: { USERNAME: email, PASSWORD },
      }),
    );

  interface Way {
    /** What a client that comes by it has asked for. */
    readonly asked: readonly string[];
    signIn(clientId: string, email: string): Promise<AuthenticationResultType | undefined>;
  }

  const THROUGH_PROVIDER: Way = {
    asked: [...OPENID, SELF_SERVICE, ...OURS],
    async signIn(clientId, email) {
      const attributes = { [EMAIL_CLAIM]: email };
      const response = await fetch(`${visited.edition.poolUrl}/local/federated-sign-in`, {
        method: "POST",
        body: JSON.stringify({ clientId, provider: PROVIDER, subject: email, attributes }),
      });
      const answer = (await response.json()) as { AuthenticationResult?: AuthenticationResultType };
      if (answer.AuthenticationResult === undefined) throw new Error(JSON.stringify(answer));
      return answer.AuthenticationResult;
    },
  };

  /** Every way in which people come to tokens. */
  const WAYS: readonly Way[] = [
    {
      asked: [SELF_SERVICE],
      signIn: async (clientId, email) => (await withPassword(clientId, email)).AuthenticationResult,
    },
    {
      asked: [SELF_SERVICE],
      async signIn(ClientId, email) {
        const temporary = { UserPoolId: poolId(), Username: email, Password: PASSWORD, Permanent: false };
        await visited.client.send(new AdminSetUserPasswordCommand(temporary));
        try {
          const { Session } = await withPassword(ClientId, email);
          const answer = new RespondToAuthChallengeCommand({
            ClientId,
            Session,
            ChallengeName: "NEW_PASSWORD_REQUIRED",
            ChallengeResponses: { USERNAME: email, NEW_PASSWORD: `${PASSWORD}-too` },
          });
          return (await visited.client.send(answer)).AuthenticationResult;
        } finally {
          await visited.client.send(new AdminSetUserPasswordCommand({ ...temporary, Permanent: true }));
        }
      },
    },
    THROUGH_PROVIDER,
  ];

  /** The tokens that refresh tokens give: by the API, for one tenant, and by OAuth. */
  async function refreshed(ClientId: string, RefreshToken: string, tenant: string) {
    const byApi = new GetTokensFromRefreshTokenCommand({ ClientId, RefreshToken });
    const forTenant = new GetTokensFromRefreshTokenCommand({
      ClientId,
      RefreshToken,
      ClientMetadata: { tenant },
    });
    const response = await fetch(`${visited.edition.poolUrl}/oauth2/token`, {
      method: "POST",
      body: new URLSearchParams({
        grant_type: "refresh_token",
        client_id: ClientId,
        refresh_token: RefreshToken,
      }),
    });
    const { access_token } = (await response.json()) as { access_token: string };
    return [
      (await visited.client.send(byApi)).AuthenticationResult,
      (await visited.client.send(forTenant)).AuthenticationResult,
      { AccessToken: access_token },
    ];
  }

  /** Of what is asked for, what a client is given. */
  function granted(entry: Entry | undefined, ofRole: readonly string[], asked: readonly string[]): string[] {
    const isRegistered = entry !== undefined && entry.status === undefined;
    if (isRegistered && entry.kind === "own")
      return [...new Set([...asked.filter((scope) => !OURS.includes(scope)), ...ofRole])];
    const ceiling = isRegistered ? entry.scopes : [];
    return asked.filter(
      (scope) =>
        OPENID.includes(scope) ||
        (ceiling.includes(scope) && (!OURS.includes(scope) || ofRole.includes(scope))),
    );
  }

  test.each(Object.entries(CLIENTS))(
    "a client %s gets no more than it may, in whatever way",
    async (name, entry) => {
      const clientId = ids.get(name) ?? "";
      const email = `${name.replaceAll(" ", "-")}@acme.example`;
      const first = await join(visited, email);
      const isOurs = entry?.kind === "own" && entry.status === undefined;
      // It comes through the provider once before, with a client of ours, so that there is somebody to give a role to.
      const before = await THROUGH_PROVIDER.signIn(ids.get("of ours") ?? "", email);
      const second = String((await claimsOf(visited, before)).access.sub);
      for (const [tenantId, role] of PLACES) {
        for (const sub of [first, second])
          await visited.tables.put("PeopleTable", ...memberItems(sub, { tenantId, role, email }));
        const ofRole = scopesOf(tenantId, role).map((scope) => `api/${scope}`);
        for (const { asked, signIn } of WAYS) {
          const signedIn = signIn(clientId, email);
          if ((version === "V1_0" && !isOurs) || (entry?.kind === "machine" && entry.status === undefined)) {
            await expect(signedIn).rejects.toThrow("This application may not sign people in");
            continue;
          }
          const tokens = await signedIn;
          // The provider of a tenant opens no other place, whatever the person has there.
          if (signIn === THROUGH_PROVIDER.signIn && tenantId !== "globex") {
            const elsewhere = refreshed(clientId, tokens?.RefreshToken ?? "", tenantId);
            await expect(elsewhere).rejects.toThrow("Your access to this organisation has ended");
            continue;
          }
          const all = [tokens, ...(await refreshed(clientId, tokens?.RefreshToken ?? "", tenantId))];
          const expected = version === "V1_0" ? [...asked] : granted(entry, ofRole, asked);
          for (const [index, token] of all.entries()) {
            const { scope, "cognito:groups": groups = [] } = accessIn(token);
            const scopes = scope.split(" ").filter((word) => word !== "");
            expect([tenantId, role, index, scopes.sort()]).toEqual([
              tenantId,
              role,
              index,
              [...expected].sort(),
            ]);
            // Nor is a role given as a group.
            expect(groups).toEqual(isOurs ? [`${tenantId}/${role}`] : []);
          }
        }
      }
    },
  );

  if (version === "V3_0")
    test("a machine gets no more than its ceiling, and no client that is none gets anything", async () => {
      const reads: Entry = { kind: "machine", tenantId: "acme", scopes: ["api/members.read"] };
      const everything = { ...reads, scopes: OURS };
      const ofTenants = OURS.filter((scope) => scope.startsWith("api/tenants."));
      const cases: readonly (readonly [Entry | undefined, readonly string[] | "refused"])[] = [
        [reads, ["api/members.read"]],
        [everything, OURS.filter((scope) => !ofTenants.includes(scope))],
        [{ ...everything, tenantId: "platform" }, OURS],
        [{ ...everything, tenantId: "nowhere" }, "refused"],
        [{ ...everything, status: "released" }, "refused"],
        [{ ...everything, kind: "foreign" }, "refused"],
        [{ ...everything, kind: "own" }, "refused"],
        [undefined, "refused"],
      ];
      for (const [entry, expected] of cases) {
        const id = await createClient(entry, true);
        const response = await fetch(`${visited.edition.poolUrl}/oauth2/token`, {
          method: "POST",
          headers: { authorization: `Basic ${Buffer.from(`${id}:${SECRET}`).toString("base64")}` },
          body: new URLSearchParams({ grant_type: "client_credentials" }),
        });
        const { access_token } = (await response.json()) as { access_token?: string };
        const scopes = access_token && accessIn({ AccessToken: access_token }).scope.split(" ").sort();
        expect([entry, scopes ?? "refused"]).toEqual([
          entry,
          expected === "refused" ? expected : [...expected].sort(),
        ]);
      }
    });
});

const SECRET = "a_secret_of_a_machine_that_is_long_enough";

const accessIn = (tokens: AuthenticationResultType | undefined) =>
  JSON.parse(Buffer.from(tokens?.AccessToken?.split(".")[1] ?? "", "base64url").toString()) as {
    readonly scope: string;
    readonly "cognito:groups"?: readonly string[];
  };
