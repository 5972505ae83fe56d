import { attachPool, type DescribedPool } from "../../shared/pool-attachment/attach";
import type { Attachments } from "../../shared/pool-attachment/attachments-table";
import { isToDo } from "../../shared/pool-attachment/plan";
import type { ResourceHandler } from "../../shared/runtime/custom-resource";
import { FaultError } from "../../shared/runtime/errors";
import type { CallContext } from "../../shared/runtime/invocation";
import { type AttachmentProperties, readProperties } from "./properties";

interface Ports {
  readonly openPool: (poolId: string) => DescribedPool;
  readonly attachments: Attachments;
}

/** A stage that leaves a pool for another one attaches to the new one first: people of neither are left without. */
export const createHandler =
  (ports: Ports): ResourceHandler<"pool-attachment"> =>
  async ({ type, properties, oldProperties }, run) => {
    const named = readProperties(properties);
    let changes = await carryOut(ports, named, type === "Delete" ? "detach" : "attach", run);
    const former = type === "Update" ? readProperties(oldProperties) : named;
    if (former.poolId !== named.poolId) changes += await carryOut(ports, former, "detach", run);
    run.outcome("kept", { changes });
  };

/** @returns how many triggers have changed */
async function carryOut(
  { openPool, attachments }: Ports,
  { poolId, triggers, replace }: AttachmentProperties,
  aim: "attach" | "detach",
  { now, signal }: CallContext,
): Promise<number> {
  const ports = { pool: openPool(poolId), attachments };
  const wanted = { suite: triggers, aim, replace };
  const attached = await attachPool(ports, poolId, wanted, {
    by: { kind: "command", id: "deploy" },
    now,
    signal,
  });
  switch (attached.kind) {
    case "refused":
      throw new FaultError(`${poolId} is as it was: ${attached.survey.obstacles.join("; ")}`);
    case "stale":
      throw new FaultError(`somebody keeps changing ${poolId}`);
    default:
      if (attached.lost.length > 0)
        throw new FaultError(`${poolId} has changed in the meantime: ${attached.lost.join(", ")}`);
      return attached.plan.steps.filter(isToDo).length;
  }
}
