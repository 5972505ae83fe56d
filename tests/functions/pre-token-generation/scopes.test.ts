import {
  type ScopeChange,
  scopesOfMachineClient,
  scopesOfPerson,
} from "../../../functions/pre-token-generation/scopes";
import type { Client } from "../../../shared/tenants/clients";
import { ROLES } from "../../../shared/tenants/role";
import { SCOPES } from "../../../shared/tenants/scopes";

const OPENID = ["openid", "email", "phone", "profile"];
const OURS = SCOPES.map((scope) => `api/${scope}`);
const OTHERS = ["aws.cognito.signin.user.admin", "other/members.manage", "apis/members.manage", "api"];
const EVERY_SCOPE = [...OPENID, ...OURS, ...OTHERS];

/** What each role may do, told once more. */
const OF_ROLE: Readonly<Record<string, readonly string[]>> = {
  "acme viewer": ["api/profile.read", "api/profile.write"],
  "acme member": ["api/profile.read", "api/profile.write"],
  "acme admin": ["api/profile.read", "api/profile.write", "api/members.read", "api/members.manage"],
  "platform viewer": ["api/profile.read", "api/profile.write", "api/members.read", "api/tenants.read"],
  "platform member": ["api/profile.read", "api/profile.write", "api/members.read", "api/tenants.read"],
  "platform admin": OURS,
};

const client = (changes: Partial<Client>): Client => ({
  clientId: "1client",
  name: "Client",
  kind: "foreign",
  scopes: [],
  status: "registered",
  managedBy: "operator",
  version: 1,
  changedBy: { kind: "command", id: "clients:register" },
  changedAt: "2026-01-01T00:00:00.000Z",
  ...changes,
});

/** All, none, each one alone, and all but one. */
const SOME_OF_THEM = [
  EVERY_SCOPE,
  [],
  ...EVERY_SCOPE.map((scope) => [scope]),
  ...EVERY_SCOPE.map((one) => EVERY_SCOPE.filter((scope) => scope !== one)),
];

const CLIENTS: readonly [string, Client | undefined, readonly string[]][] = [
  ["unknown", undefined, []],
  ...(["own", "machine", "foreign"] as const).map((kind): [string, Client, readonly string[]] => [
    `released ${kind}`,
    client({ kind, status: "released", scopes: EVERY_SCOPE }),
    [],
  ]),
  ...SOME_OF_THEM.map((scopes): [string, Client, readonly string[]] => [
    `foreign with ${scopes.length === 1 ? scopes[0] : scopes.length}`,
    client({ scopes }),
    scopes,
  ]),
];

/** The scopes of the token that Cognito issues. */
const scopesAfter = (asked: readonly string[], { scopesToAdd, scopesToSuppress }: ScopeChange) =>
  [...asked, ...scopesToAdd].filter((scope) => !scopesToSuppress.includes(scope));

describe.each(Object.entries(OF_ROLE))("%s", (place, ofRole) => {
  const [tenantId = "", role] = place.split(" ") as [string, (typeof ROLES)[number]];
  const scopesFor = (asker: Client | undefined, version: "1" | "2" | "3", present: unknown) =>
    scopesOfPerson({ tenantId, role }, { version, client: asker, present, resourceServer: "api" });

  test.each(["1", "2", "3"] as const)(
    "has through our own client exactly the scopes of the role (V%s)",
    (version) => {
      for (const asked of SOME_OF_THEM) {
        const kept = scopesAfter(asked, scopesFor(client({ kind: "own" }), version, asked));
        expect([...kept].sort()).toEqual(
          [...asked.filter((scope) => !OURS.includes(scope)), ...ofRole].sort(),
        );
      }
    },
  );

  test.each(CLIENTS)(
    "keeps through a client that is %s what role and ceiling both allow",
    (_, asker, ceiling) => {
      for (const version of ["2", "3"] as const)
        for (const asked of SOME_OF_THEM) {
          const change = scopesFor(asker, version, asked);
          expect(change.scopesToAdd).toEqual([]);
          expect(scopesAfter(asked, change)).toEqual(
            asked.filter(
              (scope) =>
                OPENID.includes(scope) ||
                (ceiling.includes(scope) && (ofRole.includes(scope) || OTHERS.includes(scope))),
            ),
          );
        }
    },
  );

  test("gets nothing through a client whose scopes cannot be limited", () => {
    const unlimited = expect.objectContaining({ code: "unlimited-client" });
    for (const [, asker] of CLIENTS) {
      expect(() => scopesFor(asker, "1", undefined)).toThrow(unlimited);
      expect(() => scopesFor(asker, "1", ["openid"])).toThrow(unlimited);
      for (const present of [undefined, null, "openid api/members.manage", ["openid", 1], {}])
        expect(() => scopesFor(asker, "2", present)).toThrow(unlimited);
    }
  });

  test("gets nothing through a machine", () => {
    for (const version of ["1", "2", "3"] as const)
      expect(() =>
        scopesFor(client({ kind: "machine", tenantId, scopes: EVERY_SCOPE }), version, []),
      ).toThrow(expect.objectContaining({ code: "machine-client" }));
  });
});

test("there is a line for every role", () => {
  expect(Object.keys(OF_ROLE)).toEqual(
    ["acme", "platform"].flatMap((tenant) => ROLES.map((role) => `${tenant} ${role}`)),
  );
});

describe.each(["acme", "platform"])("a machine of %s", (tenantId) => {
  const machine = (scopes: readonly string[]) => client({ kind: "machine", tenantId, scopes });

  test("keeps what is below its ceiling, and in a tenant nothing of the platform's", () => {
    for (const ceiling of SOME_OF_THEM)
      for (const asked of SOME_OF_THEM) {
        const change = scopesOfMachineClient(tenantId, {
          client: machine(ceiling),
          present: asked,
          resourceServer: "api",
        });
        expect(change.scopesToAdd).toEqual([]);
        expect(scopesAfter(asked, change)).toEqual(
          asked.filter(
            (scope) =>
              ceiling.includes(scope) && (tenantId === "platform" || !scope.startsWith("api/tenants.")),
          ),
        );
      }
  });

  test.each([undefined, null, "api/members.read"])(
    "gets no token if the event tells its scopes as %j",
    (present) => {
      expect(() =>
        scopesOfMachineClient(tenantId, { client: machine([]), present, resourceServer: "api" }),
      ).toThrow(expect.objectContaining({ code: "unlimited-client" }));
    },
  );
});
