import type { AddressFacts } from "../../../shared/people/address-facts";
import { decidePlacement, type PlacementQuestion } from "../../../shared/people/placement";
import type { Invitation } from "../../../shared/tenants/invitation";
import { INVITER } from "../../harness/people";

const NOW = new Date("2026-05-01T12:00:00Z");
const ADA = { address: "ada@acme.example", domain: "acme.example" };

const invitation = (changes: Partial<Invitation> = {}): Invitation => ({
  email: "ada@acme.example",
  tenantId: "acme",
  id: "an-invitation",
  role: "admin",
  status: "open",
  invitedBy: INVITER,
  version: 1,
  changedBy: INVITER,
  changedAt: "2026-04-20T00:00:00.000Z",
  createdAt: "2026-04-20T00:00:00.000Z",
  expiresAt: NOW.getTime() / 1000 + 60,
  ...changes,
});

const SUB = "d3a4f8e2-7041-70c5-9b1e-2f6c0a91d4b7";

interface Case {
  assigned?: { tenantId?: string; role?: string };
  provider?: { tenantId?: string; authoritativeFor: string[] } | "unknown";
  facts?: Partial<AddressFacts>;
  policy?: "invited" | "domain" | "open";
  email?: typeof ADA | undefined;
}

const place = ({ assigned, provider, facts, policy = "invited", ...rest }: Case) => {
  const question: PlacementQuestion = {
    identity: {
      sub: SUB,
      assigned: { tenantId: assigned?.tenantId, role: assigned?.role },
      federation:
        provider === undefined
          ? undefined
          : {
              provider: provider === "unknown" ? undefined : { name: "AcmeSaml", ...provider },
              userName: "AcmeSaml_ada",
            },
    },
    email: "email" in rest ? rest.email : ADA,
    facts: { invitations: [], domainOwner: undefined, exclusions: [], ...facts },
    policy: { signUpPolicy: policy, publicTenant: "public" },
    now: NOW,
  };
  const placement = decidePlacement(question);
  return placement.kind === "place"
    ? `${placement.tenantId}/${placement.role ?? "default"} by ${placement.by}`
    : `nowhere: ${placement.reason}`;
};

describe("an assignment", () => {
  test("comes before everything else", () => {
    const facts = { invitations: [invitation({ tenantId: "globex" })], domainOwner: "globex" };
    expect(place({ assigned: { tenantId: "acme", role: "member" }, facts, policy: "open" })).toBe(
      "acme/member by assignment",
    );
  });
  test("without a role takes the tenant's default", () => {
    expect(place({ assigned: { tenantId: "acme" } })).toBe("acme/default by assignment");
  });
  test.each([
    { tenantId: "acme", role: "owner" },
    { tenantId: "Acme" },
    { tenantId: "platform", role: "admin" },
    { tenantId: "acme/../globex" },
  ])("that makes no sense places nobody: %j", (assigned) => {
    expect(place({ assigned, policy: "open" })).toBe("nowhere: bad-assignment");
  });
  test("of a role alone decides nothing", () => {
    expect(place({ assigned: { role: "admin" } })).toBe("nowhere: not-invited");
  });
});

describe("an invitation", () => {
  test("places whoever has proven its address", () => {
    expect(place({ facts: { invitations: [invitation()] } })).toBe("acme/admin by invitation");
  });
  test("does not count for an address that is not proven", () => {
    expect(place({ email: undefined, facts: { invitations: [invitation()] }, policy: "domain" })).toBe(
      "nowhere: unproven-address",
    );
  });
  test("for another address does not count", () => {
    const facts = { invitations: [invitation({ email: "eve@acme.example" })] };
    expect(place({ facts })).toBe("nowhere: not-invited");
  });
  test("does not count once it has expired, whether or not it is still in the table", () => {
    const facts = { invitations: [invitation({ expiresAt: NOW.getTime() / 1000 })] };
    expect(place({ facts })).toBe("nowhere: not-invited");
  });
  test("of a tenant that does not own the domain is nothing when another does", () => {
    const facts = { invitations: [invitation({ tenantId: "globex" })], domainOwner: "acme" };
    expect(place({ facts })).toBe("nowhere: not-invited");
    expect(place({ facts, policy: "domain" })).toBe("acme/default by domain");
  });
  test("that somebody else is joining by does not count", () => {
    const facts = { invitations: [invitation({ claimedBy: "somebody-else" })] };
    expect(place({ facts })).toBe("nowhere: not-invited");
    expect(place({ facts: { invitations: [invitation({ claimedBy: SUB })] } })).toBe(
      "acme/admin by invitation",
    );
  });
  test("that is oldest wins when nobody owns the domain", () => {
    const facts = {
      invitations: [
        invitation({ tenantId: "globex", createdAt: "2026-04-21T00:00:00.000Z" }),
        invitation({ tenantId: "acme", createdAt: "2026-04-20T00:00:00.000Z" }),
        invitation({ tenantId: "initech", createdAt: "2026-04-22T00:00:00.000Z" }),
      ],
    };
    expect(place({ facts })).toBe("acme/admin by invitation");
  });
  test.each(["accepted", "declined", "withdrawn"] as const)("that is %s does not count", (status) => {
    expect(place({ facts: { invitations: [invitation({ status })] } })).toBe("nowhere: not-invited");
  });
  test("of the platform counts whoever owns the domain, and makes an operator", () => {
    const facts = { invitations: [invitation({ tenantId: "platform" })], domainOwner: "acme" };
    expect(place({ facts })).toBe("platform/admin by invitation");
    // Nothing but an invitation does.
    expect(place({ assigned: { tenantId: "platform" } })).toBe("nowhere: bad-assignment");
  });
  test("with a role that does not exist does not count", () => {
    const facts = { invitations: [invitation({ role: "owner" as never })] };
    expect(place({ facts })).toBe("nowhere: not-invited");
  });
});

describe("the stage's policy", () => {
  const facts = { domainOwner: "acme" };
  test.each([
    ["invited", "nowhere: not-invited"],
    ["domain", "acme/default by domain"],
    ["open", "acme/default by domain"],
  ] as const)("%s, in a domain that a tenant owns", (policy, expected) => {
    expect(place({ facts, policy })).toBe(expected);
  });
  test.each([
    ["invited", "nowhere: not-invited"],
    ["domain", "nowhere: not-invited"],
    ["open", "public/viewer by open-stage"],
  ] as const)("%s, in a domain that nobody owns", (policy, expected) => {
    expect(place({ policy })).toBe(expected);
  });
  test("open places an unproven address among the public, whoever owns its domain", () => {
    expect(place({ facts, policy: "open", email: undefined })).toBe("public/viewer by open-stage");
  });
});

describe("a federated identity", () => {
  const bound = { tenantId: "acme", authoritativeFor: [] };
  test("goes where its provider is bound, whoever owns the domain that it asserts", () => {
    const facts = { domainOwner: "globex", invitations: [invitation({ tenantId: "globex" })] };
    expect(place({ provider: bound, facts, policy: "open" })).toBe("acme/default by provider");
  });
  test("takes its role from an invitation of that tenant", () => {
    expect(place({ provider: bound, facts: { invitations: [invitation()] } })).toBe("acme/admin by provider");
    const facts = { invitations: [invitation({ tenantId: "platform" })] };
    expect(place({ provider: bound, facts })).toBe("acme/default by provider");
  });
  test("is never told to have an address proven that only the provider can prove", () => {
    const provider = { authoritativeFor: [] };
    expect(place({ provider, email: undefined })).toBe("nowhere: not-invited");
  });
  test("of a provider that the stage does not know goes nowhere", () => {
    expect(place({ provider: "unknown", policy: "open" })).toBe("nowhere: unknown-provider");
  });
  test("is not placed by attributes that its provider might assert", () => {
    const provider = { authoritativeFor: [] };
    expect(place({ provider, assigned: { tenantId: "acme", role: "admin" } })).toBe("nowhere: not-invited");
  });
  test("of an unbound provider is placed like anybody else", () => {
    expect(
      place({
        provider: { authoritativeFor: ["acme.example"] },
        facts: { domainOwner: "acme" },
        policy: "domain",
      }),
    ).toBe("acme/default by domain");
  });
});

describe("an exclusion", () => {
  const since = "2026-04-25T00:00:00.000Z";
  const newer = invitation({ createdAt: "2026-04-26T00:00:00.000Z", tenantId: "globex" });
  test.each(["suspended", "removed"] as const)("keeps out who was %s, whatever the policy", (status) => {
    const facts = { exclusions: [{ status, since }], domainOwner: "acme", invitations: [invitation()] };
    expect(place({ facts, policy: "open" })).toBe("nowhere: excluded");
    expect(place({ facts, policy: "open", email: undefined })).toBe("nowhere: excluded");
    expect(place({ facts, provider: { tenantId: "acme", authoritativeFor: [] } })).toBe("nowhere: excluded");
  });
  test("of a removed person ends with an invitation that is newer, even next to an older one", () => {
    const facts = { exclusions: [{ status: "removed" as const, since }], invitations: [invitation(), newer] };
    expect(place({ facts })).toBe("globex/admin by invitation");
  });
  test("of a suspended person does not", () => {
    const facts = { exclusions: [{ status: "suspended" as const, since }], invitations: [newer] };
    expect(place({ facts, policy: "domain" })).toBe("nowhere: not-invited");
  });
  test("is not undone by an assignment, which the migration makes too", () => {
    const facts = { exclusions: [{ status: "removed" as const, since }], invitations: [newer] };
    expect(place({ assigned: { tenantId: "acme", role: "admin" }, facts })).toBe("nowhere: excluded");
  });
  test.each(["2026-04-25T02:00:00+02:00", "zzz", ""])(
    "is not overcome by an invitation of %j, which is no later time",
    (createdAt) => {
      const facts = {
        exclusions: [{ status: "removed" as const, since }],
        invitations: [invitation({ createdAt })],
      };
      expect(place({ facts })).toBe("nowhere: not-invited");
    },
  );
});

describe("an exclusion from one tenant", () => {
  const since = "2026-04-25T00:00:00.000Z";
  const older = "2026-04-20T00:00:00.000Z";
  const newer = "2026-04-26T00:00:00.000Z";
  const fromAcme = (status: "suspended" | "removed") => [{ status, since, tenantId: "acme" }];
  const BOTH = ["suspended", "removed"] as const;

  test.each(BOTH)("keeps out of it who was %s there, whatever would place them there", (status) => {
    const facts = { exclusions: fromAcme(status), domainOwner: "acme" };
    expect(place({ facts, policy: "domain" })).toBe("nowhere: excluded");
    expect(place({ facts, assigned: { tenantId: "acme", role: "admin" } })).toBe("nowhere: excluded");
    expect(place({ facts, provider: { tenantId: "acme", authoritativeFor: [] } })).toBe("nowhere: excluded");
  });
  test.each(BOTH)("leaves every other tenant to who was %s there", (status) => {
    const facts = { exclusions: fromAcme(status), invitations: [invitation({ tenantId: "globex" })] };
    expect(place({ facts })).toBe("globex/admin by invitation");
    expect(place({ facts, assigned: { tenantId: "globex" } })).toBe("globex/default by assignment");
    expect(place({ facts: { exclusions: fromAcme(status), domainOwner: "globex" }, policy: "domain" })).toBe(
      "globex/default by domain",
    );
    expect(place({ facts: { exclusions: fromAcme(status) }, policy: "open" })).toBe(
      "public/viewer by open-stage",
    );
  });
  test("as suspended outlasts an invitation of that tenant, which another's steps before", () => {
    const facts = { exclusions: fromAcme("suspended"), invitations: [invitation({ createdAt: newer })] };
    expect(place({ facts })).toBe("nowhere: not-invited");
    const ofGlobex = invitation({ tenantId: "globex", createdAt: "2026-04-27T00:00:00.000Z" });
    expect(place({ facts: { ...facts, invitations: [...facts.invitations, ofGlobex] } })).toBe(
      "globex/admin by invitation",
    );
  });
  test("as removed ends with an invitation of that tenant that is newer", () => {
    const invited = (createdAt: string) => [invitation({ createdAt })];
    expect(place({ facts: { exclusions: fromAcme("removed"), invitations: invited(older) } })).toBe(
      "nowhere: not-invited",
    );
    expect(place({ facts: { exclusions: fromAcme("removed"), invitations: invited(newer) } })).toBe(
      "acme/admin by invitation",
    );
  });
  test("beside one from everywhere counts with it: the strictest decides, of two removals the later", () => {
    const invitations = [invitation({ createdAt: newer })];
    const everywhere = (status: "suspended" | "removed", at: string) => ({ status, since: at });
    const among = (...exclusions: AddressFacts["exclusions"]) =>
      place({ facts: { invitations, exclusions } });
    for (const order of [
      (list: AddressFacts["exclusions"]) => list,
      (list: AddressFacts["exclusions"]) => [...list].reverse(),
    ]) {
      expect(among(...order([...fromAcme("removed"), everywhere("suspended", older)]))).toBe(
        "nowhere: not-invited",
      );
      expect(among(...order([...fromAcme("suspended"), everywhere("removed", older)]))).toBe(
        "nowhere: not-invited",
      );
      expect(
        among(...order([...fromAcme("removed"), everywhere("removed", "2026-04-27T00:00:00.000Z")])),
      ).toBe("nowhere: not-invited");
      expect(among(...order([...fromAcme("removed"), everywhere("removed", older)]))).toBe(
        "acme/admin by invitation",
      );
    }
  });
});
