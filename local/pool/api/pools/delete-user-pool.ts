import { invalidParameter, notSimulated } from "../errors";
import { NAMED_POOL } from "../input/members";
import { forAccounts, requirePool } from "../operation";

/** Deletes the pool with its people, its clients and all its other parts. */
export const deleteUserPool = forAccounts("DeleteUserPool", NAMED_POOL, (pools, input) => {
  const pool = requirePool(pools, input);
  const { deletionProtected, domain } = pool.settings;
  if (deletionProtected)
    throw invalidParameter(
      "The user pool cannot be deleted because deletion protection is activated. Deletion protection must be inactivated first.",
    );
  if (domain !== undefined)
    throw invalidParameter(
      "User pool cannot be deleted. It has a domain configured that should be deleted first.",
    );
  if (pools.isOfStack(pool)) throw notSimulated("DeleteUserPool for the pool of the template");
  pools.delete(pool);
  return {};
});
