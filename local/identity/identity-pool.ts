import type { Collection } from "../journal/collection";
import type { Journal } from "../journal/journal";
import type { Pool } from "../pool/pool";
import type { StackIdentityPool } from "../stack/identity-pool";
import type { StackRole } from "../stack/roles";
import { type Identity, openIdentities } from "./identities";
import type { Sessions } from "./sessions";

/** The identity pool: whom it knows, and what it hands out. Every operation is a function of it. */
export interface IdentityPool {
  readonly settings: StackIdentityPool;
  readonly region: string;
  readonly roles: readonly StackRole[];
  /** Whose ID tokens are logins. */
  readonly pool: Pool;
  readonly identities: Collection<Identity>;
  readonly sessions: Sessions;
}

interface Options extends Omit<IdentityPool, "identities"> {
  readonly journal: Journal;
}

/** Opens the pool as its journal left it. */
export const openIdentityPool = ({ journal, ...pool }: Options): IdentityPool => ({
  ...pool,
  identities: openIdentities(journal),
});
