import { isRecord, readText } from "../json";
import { answerStack, type ResourceAnswer } from "./custom-resource-answer";
import { DeploymentFault, FaultError } from "./errors";
import { createInvoker, createOnce, type InvokerOptions, type Run } from "./invocation";
import type { ResourceOutcomes } from "./outcomes";
import { Settings } from "./settings";
import { RESOURCE_DEADLINE_MS } from "./time-budget";

/** What CloudFormation asks of a custom resource. */
export interface ResourceRequest {
  readonly type: "Create" | "Update" | "Delete";
  readonly properties: unknown;
  /** The properties before an update. */
  readonly oldProperties: unknown;
}

export type ResourceHandler<Name extends keyof ResourceOutcomes> = (
  request: ResourceRequest,
  run: Run<ResourceOutcomes[Name]>,
) => Promise<void>;

/** In characters: CloudFormation takes no answer of more than 4,096 bytes. */
const LONGEST_REASON = 2_000;

/** A roll-back may delete the function's log, so the answer itself tells what the person who deploys can correct. */
const failedBy = (error: unknown): ResourceAnswer => ({
  Status: "FAILED",
  Reason:
    error instanceof DeploymentFault
      ? shortened(error.message)
      : "This could not be done. The log of the function says why",
});

const shortened = (text: string): string =>
  text.length <= LONGEST_REASON ? text : `${text.slice(0, LONGEST_REASON)}…`;

/** Makes the Lambda entry of a custom resource. CloudFormation always gets an answer. */
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
      refuse: failedBy,
      fail: failedBy,
    });
    await answerStack(address, { ...answer, ...ids });
  };
}

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/crpg-ref-requests.html */
function readEvent(event: unknown, name: string) {
  const asked = isRecord(event) ? event : {};
  const { RequestType: type, StackId, RequestId, LogicalResourceId } = asked;
  // Anybody who knows the address can answer in our place, so it is never logged.
  const address = readText(asked.ResponseURL);
  if (!(type === "Create" || type === "Update" || type === "Delete") || address === undefined)
    throw new FaultError("this is not a request of CloudFormation");
  const request: ResourceRequest = {
    type,
    properties: asked.ResourceProperties,
    oldProperties: asked.OldResourceProperties,
  };
  // If the id changed, CloudFormation would see another resource and delete the former one.
  const PhysicalResourceId = readText(asked.PhysicalResourceId) ?? name;
  return { request, address, ids: { StackId, RequestId, LogicalResourceId, PhysicalResourceId } };
}
