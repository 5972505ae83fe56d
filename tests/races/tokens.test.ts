import type { Role } from "../../shared/tenants/role";
import { scopesOf } from "../../shared/tenants/scopes";
import { ask, verdictOf } from "../harness/api-function";
import { memberItems } from "../harness/members";
import { putTenants } from "../harness/people";
import { recordedEvent } from "../harness/recorded-event";
import { startServer, type TestServer } from "../harness/server";
import { startTables, type Tables } from "../harness/tables";
import { loadBundle, type Trigger } from "../harness/triggers";
import { containersOf, expectNoFaults, fill, race } from "./race";

let tables: Tables;
let pool: TestServer;
let members: Trigger;
let tokens: Trigger;
beforeAll(async () => {
  tables = await startTables();
  await putTenants(tables);
  await tables.put(
    "PeopleTable",
    ...memberItems("admin", { role: "admin" }),
    ...memberItems("globex-admin", { tenantId: "globex", role: "admin" }),
  );
  pool = await startServer((_, response) =>
    response.writeHead(200, { "content-type": "application/x-amz-json-1.1" }).end("{}"),
  );
  members = containersOf(() =>
    loadBundle("api-members", tables.endpoint, { AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER: pool.endpoint }),
  );
  tokens = containersOf(() => loadBundle("pre-token-generation", tables.endpoint));
});
afterAll(async () => {
  await members.stop();
  await tokens.stop();
  await pool.stop();
  await tables.stop();
});

interface Issued {
  readonly tenantId: string;
  readonly role: Role;
  readonly scopes: readonly string[];
}

/** What the tokens of a refresh say; the words of the refusal, if there are none. */
async function refresh(sub: string, { name = sub, tenant = "" } = {}): Promise<Issued | string> {
  const event = recordedEvent("TokenGeneration_RefreshTokens", {
    userName: sub,
    request: {
      userAttributes: { sub, name, email: `${sub}@acme.example`, email_verified: "true" },
      ...(tenant !== "" && { clientMetadata: { tenant } }),
    },
  });
  try {
    const { response } = (await tokens(event)) as {
      response: {
        claimsAndScopeOverrideDetails: {
          accessTokenGeneration: { claimsToAddOrOverride: Record<string, string>; scopesToAdd: string[] };
        };
      };
    };
    const { claimsToAddOrOverride: claims, scopesToAdd } =
      response.claimsAndScopeOverrideDetails.accessTokenGeneration;
    return {
      tenantId: claims["custom:tenant_id"] ?? "",
      role: claims["custom:role"] as Role,
      scopes: scopesToAdd,
    };
  } catch (error) {
    return (error as Error).message;
  }
}

const issued = (tenantId: string, role: Role): Issued => ({
  tenantId,
  role,
  scopes: scopesOf(tenantId, role).map((scope) => `api/${scope}`),
});

test("a refresh says one role whole, and after the answer to a change no other than the new one", async () => {
  await fill(tables, "PeopleTable", (round) => memberItems(`changed-${round}`, { role: "admin" }));
  await race(async (round) => {
    const sub = `changed-${round}`;
    const [before, after] = [issued("acme", "admin"), issued("acme", "viewer")];
    const during = [refresh(sub), refresh(sub)];
    const change = await ask(
      members,
      "PATCH /members/{sub}",
      { sub: "admin" },
      {
        path: { sub },
        body: { role: "viewer" },
        version: 1,
      },
    );
    expect(verdictOf(change)).toBe("200");
    expect(await refresh(sub)).toEqual(after);
    for (const token of await Promise.all(during)) expect([before, after]).toContainEqual(token);
  });
  expectNoFaults(members, tokens);
});

test("a switch of tenant at the moment of the removal from it leads nowhere else, and after it nowhere", async () => {
  await fill(tables, "PeopleTable", (round) => [
    ...memberItems(`switching-${round}`),
    ...memberItems(`switching-${round}`, { tenantId: "globex", role: "admin" }).slice(1),
  ]);
  await race(async (round) => {
    const sub = `switching-${round}`;
    const during = [refresh(sub, { tenant: "globex" }), refresh(sub, { tenant: "globex" })];
    const removal = await ask(
      members,
      "DELETE /members/{sub}",
      { sub: "globex-admin", tenantId: "globex" },
      { path: { sub }, version: 1 },
    );
    expect(verdictOf(removal)).toBe("204");
    const refusal = expect.stringContaining("access to this organisation has ended");
    expect(await refresh(sub, { tenant: "globex" })).toEqual(refusal);
    for (const token of await Promise.all(during)) {
      if (typeof token === "string") expect(token).toEqual(refusal);
      else expect(token).toEqual(issued("globex", "admin"));
    }
    expect(await refresh(sub)).toEqual(issued("acme", "member"));
  });
  expectNoFaults(members, tokens);
});

test("a change at the moment of a new name loses neither, and lists find the member by what they show", async () => {
  await fill(tables, "PeopleTable", (round) =>
    memberItems(`renamed-${round}`).map((item) => ({
      ...item,
      ...(item.item === "profile" && { name: `New ${round}` }),
    })),
  );
  await race(async (round) => {
    const sub = `renamed-${round}`;
    const [change] = await Promise.all([
      ask(
        members,
        "PATCH /members/{sub}",
        { sub: "admin" },
        {
          path: { sub },
          body: { role: "viewer" },
          version: 1,
        },
      ),
      refresh(sub, { name: `New ${round}` }),
    ]);
    expect(verdictOf(change)).toBe("200");
    const next = await refresh(sub, { name: `New ${round}` });
    expect(next).toEqual(issued("acme", "viewer"));
    expect(await tables.get("PeopleTable", { sub, item: "tenant#acme" })).toMatchObject({
      role: "viewer",
      version: 2,
      name: `New ${round}`,
      nameKey: `new ${round}#${sub}`,
      place: "acme#viewer#active",
    });
  });
  expectNoFaults(members, tokens);
});
