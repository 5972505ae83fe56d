import {
  begins,
  changed,
  type FakeAnswer,
  type FakeRequest,
  type Json,
  NOT_FOUND,
  pageOf,
  problem,
  take,
} from "./fake-answers";

export interface FakeMember {
  readonly sub: string;
  name: string;
  email: string;
  role: string;
  status: string;
  since: string;
  version: number;
}

export interface FakeTenant {
  readonly tenantId: string;
  name: string;
  status: string;
  defaultRole: string;
  brand: Json | null;
  version: number;
  members: FakeMember[];
  invitations: Json[];
  domains: Json[];
  entries: Json[];
}

type OfTenant = (asked: FakeRequest, tenant: FakeTenant, mailing: { readonly mails: boolean }) => FakeAnswer;

/** What is there for one's own tenant, and under /tenants/{tenantId} for operators. */
export const OF_TENANT: Readonly<Record<string, OfTenant>> = {
  "GET /members": ({ query }, { members }) =>
    pageOf(
      "members",
      members.filter(
        (member) =>
          (begins(member.name, query) || begins(member.email, query)) &&
          ["role", "status"].every((name) =>
            [null, member[name as "role" | "status"]].includes(query.get(name)),
          ),
      ),
      query,
    ),
  "GET /members/{}": ({ gaps: [sub] }, { members }) => {
    const member = members.find((one) => one.sub === sub);
    return member === undefined
      ? NOT_FOUND
      : [
          200,
          {
            ...member,
            emailVerified: true,
            lastSignInAt: "2026-11-20T08:15:00.000Z",
            personStatus: "active",
          },
        ];
  },
  "PATCH /members/{}": ({ gaps: [sub], body, version }, { members }) => {
    const member = members.find((one) => one.sub === sub);
    const admins = members.filter(({ role, status }) => role === "admin" && status === "active");
    if (member && admins.length === 1 && admins[0] === member)
      return problem(409, "last-admin", "This is the last admin", {
        detail: "A tenant needs an admin. Make somebody else one first",
      });
    return changed(member, body, version);
  },
  "DELETE /members/{}": ({ gaps: [sub], version }, tenant) => {
    const answer = changed(
      tenant.members.find((one) => one.sub === sub),
      {},
      version,
    );
    if (answer[0] !== 200) return answer;
    tenant.members = tenant.members.filter((one) => one.sub !== sub);
    return [204];
  },
  "GET /invitations": ({ query }, { invitations }) =>
    pageOf(
      "invitations",
      invitations.filter(({ email }) => begins(email, query)),
      query,
    ),
  "POST /invitations": ({ body }, tenant, { mails }) => [
    200,
    {
      results: (body.invitations as { email: string; role: string }[]).map(({ email, role }) => {
        if (tenant.members.some((member) => member.email === email))
          return { email, outcome: "already-member", detail: "Is a member already. Change the role there" };
        if (email.endsWith(".invalid"))
          return { email, outcome: "refused", detail: "Another tenant owns this domain" };
        const known = take(tenant.invitations, (one) => one.email === email);
        const link = mails ? undefined : `https://app.example.com/sign-up?invitation=secret-of-${email}`;
        tenant.invitations.push(invitationTo(email, role));
        return {
          email,
          outcome: known === undefined ? "invited" : "invited-again",
          ...(link !== undefined && { link }),
        };
      }),
    },
  ],
  "POST /invitations/{}/send": ({ gaps: [email] }, { invitations }, { mails }) => {
    const invitation = invitations.find((one) => one.email === email);
    if (invitation === undefined) return NOT_FOUND;
    return [
      200,
      { ...invitation, ...(!mails && { link: `https://app.example.com/sign-up?invitation=again-${email}` }) },
    ];
  },
  "DELETE /invitations/{}": ({ gaps: [email] }, { invitations }) =>
    take(invitations, (one) => one.email === email) === undefined ? NOT_FOUND : [204],
  "GET /audit": ({ query }, { entries }) => pageOf("entries", entries, query),
  "GET /domains": ({ query }, { domains }) => pageOf("domains", domains, query),
  "PUT /domains/{}": ({ gaps: [domain] }, { domains }) => {
    const record = { name: `_cognito-triggers.${domain}`, type: "TXT", value: "tenant-proof=2f1c9d" };
    domains.push({ domain, status: "claimed", record });
    return [200, domains.at(-1)];
  },
  "POST /domains/{}/prove": ({ gaps: [domain] }, { domains }) => {
    const claim = domains.find((one) => one.domain === domain);
    if (claim === undefined) return NOT_FOUND;
    if (!claim.isInDns)
      return problem(409, "not-proven", "The domain is not proven", {
        detail: "The DNS does not show the record yet. Try again in a while",
      });
    Object.assign(claim, { status: "owned", record: null });
    return [200, claim];
  },
  "DELETE /domains/{}": ({ gaps: [domain] }, { domains }) =>
    take(domains, (one) => one.domain === domain) === undefined ? NOT_FOUND : [204],
};

export const invitationTo = (email: string, role: string): Json => ({
  email,
  role,
  invitedBy: { kind: "person", id: "ada-lovelace", name: "Ada Lovelace" },
  language: null,
  createdAt: "2026-11-20T10:00:00.000Z",
  sentAt: "2026-11-20T10:00:01.000Z",
  expiresAt: "2026-12-20T10:00:00.000Z",
  expired: false,
  version: 1,
});
