import type { Collection } from "../journal/collection";
import type { Journal } from "../journal/journal";
import type { Pool } from "../pool/pool";
import type { StackIdentityPool } from "../stack/identity-pool";
import type { StackRole } from "../stack/roles";
import type { Stack } from "../stack/stack";
import { type KnownIdentity, openIdentities } from "./identities";
import type { RoleSessions } from "./role-sessions";

/** The identity pool: whom it knows, and what it hands out. Every operation is a function of it. */
export interface IdentityPool {
  readonly settings: StackIdentityPool;
  readonly region: string;
  readonly roles: readonly StackRole[];
  /** The user pool whose ID tokens are logins. */
  readonly pool: Pool;
  readonly identities: Collection<KnownIdentity>;
  readonly sessions: RoleSessions;
}

type Surroundings = Pick<IdentityPool, "pool" | "sessions"> & { readonly journal: Journal };

/** Opens the pool as its journal left it. Undefined for a stack without one. */
export const openIdentityPool = (
  { identityPool: settings, region, roles }: Pick<Stack, "identityPool" | "region" | "roles">,
  { journal, ...others }: Surroundings,
): IdentityPool | undefined =>
  settings && { settings, region, roles, identities: openIdentities(journal), ...others };
