import type { DescribedPool } from "../../shared/aws/described-pool";
import { attachPool, type Wanted } from "../../shared/pool-attachment/attach";
import { isAttached } from "../../shared/pool-attachment/attachment";
import type { Attachments } from "../../shared/pool-attachment/attachments-table";
import { isToDo } from "../../shared/pool-attachment/plan";
import { isSame } from "../../shared/pool-attachment/pool-settings";
import { tokenVersionIn } from "../../shared/pool-attachment/triggers";
import type { ResourceHandler, ResourceRequest } from "../../shared/runtime/custom-resource";
import { DeploymentFault } from "../../shared/runtime/errors";
import type { CallContext } from "../../shared/runtime/invocation";
import type { Clients } from "../../shared/tenants/clients-table";
import { type AttachmentProperties, readProperties } from "./properties";

interface Ports {
  readonly openPool: (poolId: string) => DescribedPool;
  readonly attachments: Attachments;
  readonly clients: Pick<Clients, "find">;
}

/**
 * Attaches triggers that are free or already the stack's, and detaches only what the stack has attached. Operators
 * who attach by command, or who have taken an attachment over, answer for it themselves.
 */
export const createHandler =
  (ports: Ports): ResourceHandler<"pool-attachment"> =>
  async (request, run) => {
    const named = readProperties(request.properties);
    const remembered = await ports.attachments.find(named.poolId, run.signal);
    const isStacks = remembered?.managedBy === "stack";
    const isOperators = !isStacks && isAttached(remembered);
    if (request.type === "Delete") {
      const changes = isStacks ? await carryOut(ports, named, "detach", run) : 0;
      return run.outcome("kept", { changes });
    }
    if (request.type === "Create" && isOperators)
      throw new DeploymentFault(
        `${named.poolId} is attached by pool:attach: say poolAttachment=command, or run pool:detach first`,
      );
    if (request.type === "Update") refuseOtherPool(named, readProperties(request.oldProperties), isStacks);
    if (isOperators) return run.outcome("kept", { changes: 0 });
    const changes = await carryOut(ports, named, "attach", run, {
      passesObstacles: isRepetition(request),
      limitsUnregistered: named.limitsUnregistered || (isAttached(remembered) && takesNothingNew(request)),
    });
    run.outcome("kept", { changes });
  };

/**
 * The function's role is for one pool. After a change of pools nobody could detach the former one, nor the new one in
 * a roll-back. The roll-back of this refusal names the pool that the stack already has, and goes on.
 */
function refuseOtherPool(named: AttachmentProperties, former: AttachmentProperties, isStacks: boolean): void {
  if (named.poolId !== former.poolId && !isStacks)
    throw new DeploymentFault(
      `the stage leaves ${former.poolId} for ${named.poolId}: deploy it with poolAttachment=command before, ` +
        "which detaches the former",
    );
}

/**
 * Whether an update repeats what was said about the pool before, as a roll-back does. It passes obstacles that have
 * appeared since.
 */
const isRepetition = ({ type, properties, oldProperties }: ResourceRequest): boolean =>
  type === "Update" && isSame(readProperties(properties).stage, readProperties(oldProperties).stage);

/**
 * Whether an update leaves the version of the token trigger as it was, as a roll-back does. Clients of an attached
 * pool have already lost what that version takes. If somebody has removed the trigger since, a roll-back that stopped
 * there could not end.
 */
const takesNothingNew = ({ type, properties, oldProperties }: ResourceRequest): boolean =>
  type === "Update" &&
  tokenVersionIn(readProperties(properties).triggers) ===
    tokenVersionIn(readProperties(oldProperties).triggers);

interface Permitted {
  readonly passesObstacles?: boolean;
  readonly limitsUnregistered?: boolean;
}

/** @returns how many triggers have changed */
async function carryOut(
  { openPool, ...others }: Ports,
  { poolId, triggers, replace, stage }: AttachmentProperties,
  aim: Wanted["aim"],
  { now, signal }: CallContext,
  { passesObstacles = false, limitsUnregistered = false }: Permitted = {},
): Promise<number> {
  const ports = { ...others, pool: openPool(poolId) };
  const managedBy = aim === "attach" ? "stack" : "operator";
  const wanted = { suite: triggers, aim, replace, stage, managedBy, limitsUnregistered } as const;
  const attached = await attachPool(ports, poolId, wanted, {
    by: { kind: "command", id: "deploy" },
    now,
    signal,
  });
  switch (attached.kind) {
    case "refused": {
      const { plan, obstacles } = attached.survey;
      if (passesObstacles && plan.steps.length > 0 && plan.steps.every(({ kind }) => kind === "stays"))
        return 0;
      throw new DeploymentFault(`${poolId} is as it was: ${obstacles.join("; ")}`);
    }
    case "stale":
      throw new DeploymentFault(`somebody keeps changing ${poolId}`);
    default:
      if (attached.lost.length > 0)
        throw new DeploymentFault(`${poolId} has changed in the meantime: ${attached.lost.join(", ")}`);
      return attached.plan.steps.filter(isToDo).length;
  }
}
