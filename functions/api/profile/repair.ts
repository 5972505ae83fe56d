import type { Caller } from "../../../shared/api/caller";
import type { PoolUsers } from "../../../shared/aws/pool-users";
import { type FindProvider, identityOf } from "../../../shared/people/identity";
import type { Person } from "../../../shared/people/person";
import type { Provision } from "../../../shared/people/provisioning";
import type { Run } from "../../../shared/runtime/invocation";
import { refuse } from "../../../shared/runtime/refusals";

export interface RepairPorts {
  readonly users: Pick<PoolUsers, "find">;
  readonly findProvider: FindProvider;
  readonly provision: Provision;
}

/**
 * A person with a token had a profile when it was issued. If the profile has been lost since, it is made again from
 * what the pool knows, by the usual rules. Undefined if the pool no longer lets this person in.
 */
export async function repair(
  { users, findProvider, provision }: RepairPorts,
  { sub, username }: Caller,
  run: Run,
): Promise<Person | undefined> {
  const user = await users.find(username, run.signal);
  if (user === undefined || !user.enabled || user.attributes.sub !== sub) return undefined;
  const userAttributes = { ...user.attributes, "cognito:user_status": user.status ?? "" };
  const asked = { triggerSource: "AdminGetUser", userName: username, request: { userAttributes } };
  const identity = await identityOf(asked, findProvider, run.signal);
  const provisioning = await provision(identity, { ...run, by: { kind: "person", id: sub } });
  if (provisioning.kind === "nowhere") {
    run.warn(`belongs nowhere: ${provisioning.reason}`);
    return refuse("nowhere-any-more");
  }
  run.warn("a lost profile was made again");
  return provisioning.person;
}
