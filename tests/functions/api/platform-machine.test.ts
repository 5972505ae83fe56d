import { client, MACHINE } from "../../harness/people";
import { asArguments, packageService } from "../../infra/packaged-stages";
import { startTestEdition, type TestEdition } from "../../local/edition/start-test-edition";
import { join, PASSWORD, signIn as signInAtPool } from "../../local/edition/visitor";
import { ask, claimsIn, verdictOf } from "./visitor";

let visited: TestEdition;
beforeAll(async () => {
  const parameters = { machineClient: "on", preTokenGeneration: "V3_0", domainPrefix: "machines" };
  visited = await startTestEdition({}, await packageService("--stage", "dev", ...asArguments(parameters)));
});
afterAll(() => visited.stop());

const machineId = () => visited.edition.stack.outputs.MachineClientId ?? "";
const registered = (changes: Record<string, unknown>) =>
  visited.tables.put("TenantsTable", client(machineId(), { kind: "machine", ...changes }));

/** The tokens that the stack's machine gets for these scopes; undefined if it gets none. */
async function tokenFor(...scopes: string[]): Promise<string | undefined> {
  const { edition } = visited;
  const secret = edition.pool.clients.get(machineId())?.secrets[0]?.value ?? "";
  const response = await fetch(`${edition.poolUrl}/oauth2/token`, {
    method: "POST",
    headers: { authorization: `Basic ${Buffer.from(`${machineId()}:${secret}`).toString("base64")}` },
    body: new URLSearchParams({
      grant_type: "client_credentials",
      scope: scopes.map((scope) => `api/${scope}`).join(" "),
    }),
  });
  const { access_token } = (await response.json()) as { access_token?: string };
  return access_token;
}

/** The functions remember a client for a while. Started anew, they remember none. */
function forget(): void {
  for (const fn of visited.edition.stack.functions) visited.edition.lambda.replace(fn);
}

test("a machine of the platform administers all tenants, by what its ceiling allows", async () => {
  await registered({ tenantId: "platform", scopes: ["api/tenants.read", "api/tenants.manage"] });
  forget();
  const token = await tokenFor("tenants.read", "tenants.manage", "members.manage");
  expect(claimsIn(token)).toMatchObject({ "custom:tenant_id": "platform", sub: machineId() });
  const body = { tenantId: "initech", name: "Initech" };
  expect(verdictOf(await ask(visited, "POST /tenants", { token, body }))).toBe("201");
  expect(await visited.tables.get("TenantsTable", { id: "tenant#initech" })).toMatchObject({
    changedBy: { kind: "machine", id: machineId() },
  });
  expect(verdictOf(await ask(visited, "GET /tenants/initech/members", { token }))).toBe("200");
  expect(verdictOf(await ask(visited, "GET /members", { token }))).not.toBe("200");

  const reader = await tokenFor("tenants.read");
  expect(verdictOf(await ask(visited, "GET /tenants", { token: reader }))).toBe("200");
  expect(verdictOf(await ask(visited, "POST /tenants", { token: reader, body }))).toBe(
    "403 insufficient-scope",
  );
});

test("somebody whom it suspends comes in neither by a password nor by a token", async () => {
  await registered({ tenantId: "platform", scopes: ["api/tenants.manage"] });
  forget();
  const token = await tokenFor("tenants.manage");
  for (let round = 0; round < 5; round += 1) {
    const email = `round${round}@acme.example`;
    const sub = await join(visited, email);
    const [suspension, signedIn] = await Promise.allSettled([
      ask(visited, `POST /people/${sub}/suspend`, { token }),
      signInAtPool(visited, email, PASSWORD),
    ]);
    expect(suspension.status === "fulfilled" && verdictOf(suspension.value)).toBe("200");
    await expect(signInAtPool(visited, email)).rejects.toThrow("suspended");
    if (signedIn.status === "rejected") continue;
    const early = signedIn.value.AuthenticationResult?.AccessToken;
    expect(verdictOf(await ask(visited, "GET /profile", { token: early }))).toBe("403 refused");
  }
});

test("once it is released, or a tenant's, its token opens nothing any more", async () => {
  await registered({ tenantId: "platform", scopes: ["api/tenants.read"] });
  forget();
  const token = await tokenFor("tenants.read");
  await registered({ tenantId: "acme", scopes: ["api/tenants.read"], version: 2 });
  expect(verdictOf(await ask(visited, "GET /tenants", { token }))).toBe("403 insufficient-scope");
  await registered({ tenantId: "platform", scopes: ["api/tenants.read"], status: "released", version: 3 });
  expect(verdictOf(await ask(visited, "GET /tenants", { token }))).toBe("403 insufficient-scope");
  forget();
  expect(await tokenFor("tenants.read")).toBeUndefined();
  expect(machineId()).not.toBe(MACHINE);
});
