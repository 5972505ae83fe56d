import { FakeApi } from "./fake-api";
import { invitationTo } from "./fake-tenant";

/** A platform with two tenants, of which one has enough in it for a second page. */
export async function startHouse(): Promise<FakeApi> {
  const api = new FakeApi();
  const acme = api.addTenant("acme", "Acme", [
    { name: "Ada Lovelace", role: "admin" },
    { name: "Bob Byte" },
    { name: "Grace Hopper", role: "admin" },
    { name: "Emmy Noether", role: "viewer", status: "suspended" },
    ...Array.from({ length: 30 }, (_, index) => ({
      name: `Person ${index + 1}`,
      sub: `person-${index + 1}`,
      email: `person${index + 1}@acme.example`,
    })),
  ]);
  acme.invitations.push(invitationTo("joan@acme.example", "member"), {
    ...invitationTo("a-very-long-address-of-somebody-who-types-a-lot@department.acme.example", "viewer"),
    expired: true,
  });
  acme.domains.push(
    { domain: "acme.example", status: "owned", record: null },
    {
      domain: "acme.test",
      status: "claimed",
      record: { name: "_cognito-triggers.acme.test", type: "TXT", value: "tenant-proof=7b0e5a3c9d" },
    },
  );
  acme.entries.push(...story());
  api.addTenant("bravo", "Bravo Industries", [
    { name: "Ada Lovelace", role: "viewer", email: "ada@acme.example" },
    { name: "Mary Somerville", role: "admin" },
  ]);
  api.addTenant("platform", "Platform", [
    { name: "Olga Operator", role: "admin" },
    { name: "Lena Looker", role: "viewer" },
  ]);
  api.offers.push({
    tenantId: "charlie",
    tenantName: "Charlie & Sons",
    role: "admin",
    createdAt: "2026-11-20T10:00:00.000Z",
    expiresAt: "2026-12-20T10:00:00.000Z",
  });
  const session = (id: string, device: string | null, more = {}) => ({
    id,
    type: "client",
    current: false,
    clientId: "web1",
    createdAt: "2026-11-02T09:00:00.000Z",
    lastActiveAt: "2026-11-20T08:15:00.000Z",
    device,
    address: null,
    place: null,
    ...more,
  });
  api.sessions.push(
    session("here", "Linux, Firefox", { current: true }),
    session("phone", "iOS, Safari"),
    session("pages", "Windows, Edge", { type: "pages" }),
    session("script", null),
  );
  api.people.push({
    sub: "bob-byte",
    name: "Bob Byte",
    email: "bob@acme.example",
    status: "active",
    createdAt: "2026-02-01T10:00:00.000Z",
    lastSignInAt: "2026-11-20T08:15:00.000Z",
    addresses: ["bob@acme.example", "bobby@former.example"],
    memberships: [{ tenantId: "acme", role: "member", status: "active" }],
    exclusions: [
      {
        of: "address bobby@former.example",
        status: "removed",
        since: "2026-05-02T10:00:00.000Z",
        tenantId: "bravo",
      },
    ],
    others: [{ sub: "bob-again", status: "suspended", emailVerified: false }],
  });
  api.clients.push(
    {
      clientId: "web1",
      name: "web",
      kind: "own",
      tenantId: null,
      scopes: null,
      managedBy: "stack",
      status: "registered",
      version: 1,
    },
    {
      clientId: "agent7",
      name: "Helpful agent",
      kind: "foreign",
      tenantId: null,
      scopes: ["api/profile.read"],
      managedBy: "operator",
      status: "registered",
      version: 3,
    },
  );
  for (const email of [
    "ada@acme.example",
    "bob@acme.example",
    "olga@platform.example",
    "lena@platform.example",
  ])
    api.addPassword(email);
  await api.start();
  return api;
}

const ADA = { kind: "person", id: "ada-lovelace", name: "Ada Lovelace" };

function story() {
  const entry = (time: string, type: string, more: object) => ({
    id: `${time}#1`,
    time,
    type,
    actor: ADA,
    subject: {},
    from: null,
    to: null,
    ...more,
  });
  return [
    entry("2026-11-20T14:05:00.000Z", "membership.role-changed", {
      subject: { sub: "bob-byte", name: "Bob Byte" },
      from: { role: "member" },
      to: { role: "admin" },
    }),
    entry("2026-11-20T09:00:00.000Z", "membership.suspended", {
      subject: { sub: "emmy-noether", name: "Emmy Noether" },
    }),
    entry("2026-11-19T16:30:00.000Z", "invitation.created", {
      subject: { invitationId: "i1" },
      to: { role: "member" },
    }),
    entry("2026-11-19T08:00:00.000Z", "membership.added", {
      actor: { kind: "trigger", id: "post-confirmation" },
      subject: { sub: "bob-byte", name: "Bob Byte" },
      to: { role: "member" },
    }),
  ];
}
