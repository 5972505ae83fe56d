import { isRecord, readText } from "../json";
import { answerStack, type ResourceAnswer } from "./custom-resource-answer";
import { FaultError } from "./errors";
import { createInvoker, createOnce, type InvokerOptions, type Run } from "./invocation";
import type { ResourceOutcomes } from "./outcomes";
import { Settings } from "./settings";
import { RESOURCE_DEADLINE_MS } from "./time-budget";

/** What CloudFormation asks of a custom resource. */
export interface ResourceRequest {
  readonly type: "Create" | "Update" | "Delete";
  readonly properties: unknown;
  /** Of an update: what the properties were before. */
  readonly oldProperties: unknown;
}

export type ResourceHandler<Name extends keyof ResourceOutcomes> = (
  request: ResourceRequest,
  run: Run<ResourceOutcomes[Name]>,
) => Promise<void>;

const FAILED: ResourceAnswer = {
  Status: "FAILED",
  Reason: "This could not be done. The log of the function says why",
};

/** Makes the Lambda entry of a custom resource. CloudFormation gets an answer, whatever happens. */
export function customResource<Name extends keyof ResourceOutcomes>(
  name: Name,
  create: (settings: Settings) => ResourceHandler<Name>,
  { environment = process.env, deadlineMs = RESOURCE_DEADLINE_MS, ...options }: InvokerOptions = {},
): (event: unknown) => Promise<void> {
  const handle = createOnce(() => create(new Settings(environment)));
  const invoke = createInvoker<ResourceOutcomes[Name]>("resource", name, {
    ...options,
    environment,
    deadlineMs,
  });
  return async (event) => {
    const { request, address, ids } = readEvent(event, name);
    const answer = await invoke<ResourceAnswer>({
      about: { source: request.type },
      async work(run) {
        await handle()(request, run);
        return { Status: "SUCCESS" };
      },
      refuse: () => FAILED,
      fail: () => FAILED,
    });
    await answerStack(address, { ...answer, ...ids });
  };
}

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/crpg-ref-requests.html */
function readEvent(event: unknown, name: string) {
  const asked = isRecord(event) ? event : {};
  const { RequestType: type, StackId, RequestId, LogicalResourceId } = asked;
  // Whoever knows it can answer in our place, so it is in no log.
  const address = readText(asked.ResponseURL);
  if (!(type === "Create" || type === "Update" || type === "Delete") || address === undefined)
    throw new FaultError("this is not a request of CloudFormation");
  const request: ResourceRequest = {
    type,
    properties: asked.ResourceProperties,
    oldProperties: asked.OldResourceProperties,
  };
  // If it changed, CloudFormation would take it for another resource, and have the former one deleted.
  const PhysicalResourceId = readText(asked.PhysicalResourceId) ?? name;
  return { request, address, ids: { StackId, RequestId, LogicalResourceId, PhysicalResourceId } };
}
