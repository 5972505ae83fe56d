import type { ResourceHandler } from "../../shared/runtime/custom-resource";
import { keepRecords, type RecordPorts } from "./keep-records";
import { NO_RECORDS, readRecords } from "./stack-records";

/** An update names the former properties. CloudFormation rolls one back by another update. */
export const createHandler =
  (ports: RecordPorts): ResourceHandler<"stack-records"> =>
  async ({ type, properties, oldProperties }, run) => {
    const named = readRecords(properties);
    const [wanted, former] = type === "Delete" ? [NO_RECORDS, named] : [named, readRecords(oldProperties)];
    run.outcome("kept", { changes: await keepRecords(ports, wanted, former, run) });
  };
