// The answers of the API, as docs/openapi.json describes them. The names say that a page shows them.

export interface ApiPage {
  readonly next?: string | null;
  readonly [key: string]: unknown;
}

export interface ShownActor {
  readonly kind: string;
  readonly id: string;
  readonly name?: string;
}

export interface ShownMember {
  readonly sub: string;
  readonly name?: string | null;
  readonly email?: string | null;
  readonly role: string;
  readonly status: string;
  readonly since: string;
  readonly version: number;
}

export interface ShownMemberInFull extends ShownMember {
  readonly emailVerified?: boolean | null;
  readonly lastSignInAt?: string | null;
  readonly personStatus?: string | null;
}

export interface ShownInvitation {
  readonly email: string;
  readonly role: string;
  readonly invitedBy?: ShownActor;
  readonly createdAt: string;
  readonly sentAt?: string | null;
  readonly expiresAt: string;
  readonly expired: boolean;
  readonly version: number;
}

export interface InvitationResult {
  readonly email: string;
  readonly outcome: string;
  readonly detail?: string;
  readonly link?: string;
}

export interface ShownPlace {
  readonly tenantId: string;
  readonly tenantName: string;
  readonly role: string;
  readonly status: string;
  readonly since: string;
  readonly current: boolean;
}

export interface ShownOffer {
  readonly tenantId: string;
  readonly tenantName: string;
  readonly role: string;
  readonly createdAt: string;
  readonly expiresAt: string;
}

export interface ShownSession {
  readonly id: string;
  readonly type: string;
  readonly current: boolean;
  readonly createdAt: string | null;
  readonly lastActiveAt: string | null;
  readonly device: string | null;
}

export interface ShownBrand {
  readonly name: string;
  readonly colour?: string;
  readonly supportUrl?: string;
}

export interface ShownTenant {
  readonly tenantId: string;
  readonly name: string;
  readonly status: string;
  readonly defaultRole: string;
  readonly brand?: ShownBrand | null;
  readonly version: number;
}

export interface ShownDomain {
  readonly domain: string;
  readonly status: string;
  readonly record?: { readonly name: string; readonly type: string; readonly value: string } | null;
}

export interface ShownExclusion {
  /** The address or account that is kept out; without it, the address that was asked for. */
  readonly of?: string;
  readonly status: string;
  readonly since: string;
  /** Null if the exclusion is from all tenants. */
  readonly tenantId: string | null;
}

/** Another account with one of the same addresses. */
export interface ShownOther {
  readonly sub: string;
  readonly status: string;
  readonly emailVerified: boolean;
}

export interface ShownPerson {
  readonly sub: string;
  readonly name?: string | null;
  readonly email?: string | null;
  /** Null for a person whose first sign-in is not complete. */
  readonly status: string | null;
  readonly addresses: readonly string[];
  readonly createdAt?: string | null;
  readonly lastSignInAt?: string | null;
  readonly memberships: readonly Pick<ShownPlace, "tenantId" | "role" | "status">[];
  readonly exclusions: readonly ShownExclusion[];
  readonly others: readonly ShownOther[];
}

export interface ShownClient {
  readonly clientId: string;
  readonly name: string;
  readonly kind: string;
  readonly tenantId?: string | null;
  readonly scopes?: readonly string[] | null;
  readonly managedBy: string;
  readonly status: string;
  readonly version: number;
}

export interface ShownEntry {
  readonly id: string;
  readonly time: string;
  readonly type: string;
  readonly actor: ShownActor;
  readonly subject: Readonly<Record<string, string | undefined>>;
  readonly from?: Readonly<Record<string, unknown>> | null;
  readonly to?: Readonly<Record<string, unknown>> | null;
}
