import { randomUUID } from "node:crypto";
import { type DeferredServer, listenDeferred } from "./deferred-server";
import { Collection } from "./journal/collection";
import type { Journal } from "./journal/journal";
import { parseJson } from "./json";
import type { Lambda } from "./lambda/lambda";
import type { Outcome } from "./lambda/outcome";
import { readText } from "./services/service";
import type { CustomResource } from "./stack/custom-resources";
import { isObject, type Json } from "./stack/properties";
import type { Stack } from "./stack/stack";

interface Options {
  readonly lambda: Pick<Lambda, "invoke">;
  /** Knows the resources of the last start. */
  readonly journal: Journal;
}

/** A resource as its function has made it. */
interface Made extends CustomResource {
  readonly physicalId: string;
}

/**
 * Has the functions make the custom resources of the stack, one after the other, as a deployment does: new ones are created, known
 * ones updated, and those that have left the stack deleted. It fails as soon as one of them fails.
 */
export async function deployCustomResources(
  stack: Pick<Stack, "id" | "customResources" | "functions">,
  { lambda, journal }: Options,
): Promise<void> {
  const known = new Collection<Made>(journal, "custom-resources");
  const server = await listenDeferred(0);
  const ask = (resource: CustomResource, request: Json) =>
    askFunction(server, lambda, stack, resource, request);
  const remove = (made: Made) => ask(made, { RequestType: "Delete", PhysicalResourceId: made.physicalId });
  try {
    for (const resource of stack.customResources) {
      const before = known.get(resource.id);
      const physicalId = await ask(
        resource,
        before === undefined
          ? { RequestType: "Create" }
          : {
              RequestType: "Update",
              PhysicalResourceId: before.physicalId,
              OldResourceProperties: before.properties,
            },
      );
      known.put(resource.id, { ...resource, physicalId });
      // A function that answers an update with another id has made another resource, and is asked to remove the first.
      if (before !== undefined && before.physicalId !== physicalId) await remove(before);
    }
    for (const made of known.values()) {
      if (stack.customResources.some(({ id }) => id === made.id)) continue;
      // If its function is gone as well, nothing can remove it.
      if (stack.functions.some(({ name }) => name === made.functionName)) await remove(made);
      known.delete(made.id);
    }
  } finally {
    await server.close();
  }
}

/** Answers the physical id that the function gives the resource. */
async function askFunction(
  server: DeferredServer,
  lambda: Options["lambda"],
  { id: StackId }: Pick<Stack, "id">,
  { id, type, serviceToken, functionName, properties }: CustomResource,
  request: Json,
): Promise<string> {
  const identity = { StackId, RequestId: randomUUID(), LogicalResourceId: id };
  const path = `/${randomUUID()}`;
  let answer: unknown;
  server.answerWith(async (asked, response) => {
    const text = await readText(asked).catch(() => "");
    // CloudFormation signs its address for a PUT without a content type.
    const isMeant = asked.method === "PUT" && asked.url === path && !asked.headers["content-type"];
    if (isMeant) answer = parseJson(text);
    response.writeHead(isMeant ? 200 : 403).end();
  });
  const outcome = await lambda.invoke(functionName, {
    ...identity,
    ...request,
    ResourceType: type,
    ServiceToken: serviceToken,
    ResponseURL: `${server.url}${path}`,
    ResourceProperties: properties,
  });
  return readAnswer(answer, identity, (why) => {
    throw new Error(
      `${functionName} has not made ${id} (${request.RequestType}): ${why ?? reasonOf(outcome)}`,
    );
  });
}

/** The function has ended by now, so a missing answer will not come. */
function readAnswer(answer: unknown, identity: Json, fail: (why?: string) => never): string {
  if (answer === undefined) return fail();
  if (!isObject(answer)) return fail("its answer is not JSON");
  const { Status, Reason, PhysicalResourceId } = answer;
  for (const [name, value] of Object.entries(identity))
    if (answer[name] !== value) return fail(`its answer has another ${name}`);
  if (Status === "FAILED") return fail(String(Reason));
  if (Status !== "SUCCESS") return fail(`its answer has the Status ${Status}`);
  if (typeof PhysicalResourceId !== "string" || PhysicalResourceId === "")
    return fail("its answer has no PhysicalResourceId");
  return PhysicalResourceId;
}

function reasonOf(outcome: Outcome): string {
  if (outcome.kind === "failed") return `${outcome.errorType}: ${outcome.errorMessage}`;
  return "it has put no answer to the ResponseURL";
}
