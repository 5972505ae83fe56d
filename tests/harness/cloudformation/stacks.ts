import { referencesOf } from "../../../infra/references";
import type { Template } from "../packaged-service";
import type { Account } from "./account";
import { type Deployment, kindsIn, PRIMARY_IDENTIFIERS } from "./kinds";
import { type Physical, REGION, resolve } from "./resolve";

type Json = Record<string, unknown>;

const DEPLOYMENT_BUCKET = "ServerlessDeploymentBucket";

interface Made extends Physical {
  readonly properties: Json;
  readonly isKept: boolean;
}

export interface ResourceToImport {
  readonly ResourceType: string;
  readonly LogicalResourceId: string;
  readonly ResourceIdentifier: Json;
}

interface Options {
  /** The logical id of a resource that cannot be created or changed. The failure comes last. */
  readonly failing?: string;
}

/**
 * The stacks of an account, as CloudFormation creates and changes them. Resources that tests look at are really
 * created; all others count as created.
 */
export function stacksIn(account: Account) {
  const kinds = kindsIn(account);
  const stacks = new Map<string, { deployment: Deployment; readonly made: Map<string, Made> }>();

  const physicalIn = (made: ReadonlyMap<string, Made>): ReadonlyMap<string, Physical> => made;

  async function askAbout(stack: string, id: string, made: Pick<Made, "properties" | "id">, request: Json) {
    const token = String(made.properties.ServiceToken).split(":").at(-1) ?? "";
    const answer = await account.askFunction(token, {
      ...request,
      StackId: `arn:aws:cloudformation:${REGION}:123456789012:stack/${stack}/1`,
      LogicalResourceId: id,
      PhysicalResourceId: made.id,
      ResourceProperties: texts(made.properties),
    });
    if (answer.Status !== "SUCCESS") throw new Error(`${id}: ${answer.Reason}`);
    return String(answer.PhysicalResourceId);
  }

  /** Creates and changes all resources, each after the ones that it refers to. */
  async function put(
    stack: string,
    deployment: Deployment,
    made: Map<string, Made>,
    { failing }: Options,
  ): Promise<void> {
    const order = inOrder(deployment.template).filter((id) => id !== failing);
    for (const id of failing === undefined ? order : [...order, failing]) {
      const resource = deployment.template.Resources[id];
      if (resource === undefined) continue;
      const { Type: type, DeletionPolicy } = resource;
      const properties = resolve(resource.Properties ?? {}, physicalIn(made)) as Json;
      const isKept = DeletionPolicy === "Retain";
      const before = made.get(id);
      if (id === failing) throw new Error(`${id} cannot be made`);
      const naming = { stack, logicalId: id, deployment, physical: physicalIn(made) };
      let physicalId = before?.id;
      const isSame =
        JSON.stringify(before?.properties) === JSON.stringify(properties) && type !== "AWS::Lambda::Function";
      if (type.startsWith("Custom::")) {
        const next = { properties, id: before?.id ?? "" };
        if (before === undefined) physicalId = await askAbout(stack, id, next, { RequestType: "Create" });
        else if (!isSame)
          await askAbout(stack, id, next, {
            RequestType: "Update",
            OldResourceProperties: texts(before.properties),
          });
      } else if (before === undefined)
        physicalId = (await kinds[type]?.create(properties, naming)) ?? nameOf(stack, id, properties);
      else if (!isSame)
        await kinds[type]?.update?.(before.id, properties, { ...naming, before: before.properties });
      made.set(id, { type, id: physicalId ?? id, properties, isKept });
    }
  }

  /** Deletes the resources that the template does not have, in reverse order. */
  async function take(stack: string, made: Map<string, Made>, ids: readonly string[]): Promise<void> {
    for (const id of [...ids].reverse()) {
      const resource = made.get(id);
      if (resource === undefined) continue;
      if (!resource.isKept && resource.type.startsWith("Custom::"))
        await askAbout(stack, id, resource, { RequestType: "Delete" });
      else if (!resource.isKept) await kinds[resource.type]?.delete?.(resource.id, resource.properties);
      made.delete(id);
    }
  }

  return {
    /** Creates or changes a stack. After a failure, the changes are undone and the error is thrown. */
    async deploy(stack: string, deployment: Deployment, options: Options = {}): Promise<void> {
      const before = stacks.get(stack);
      const made = new Map(before?.made);
      try {
        await put(stack, deployment, made, options);
      } catch (error) {
        if (before === undefined) await take(stack, made, [...made.keys()]);
        else {
          await put(stack, before.deployment, made, {});
          const added = [...made.keys()].filter((id) => !before.made.has(id));
          await take(stack, made, added);
          stacks.set(stack, { deployment: before.deployment, made });
        }
        throw error;
      }
      const gone = [...made.keys()].filter((id) => deployment.template.Resources[id] === undefined);
      await take(stack, made, gone);
      stacks.set(stack, { deployment, made });
      const bucket = made.get(DEPLOYMENT_BUCKET)?.id;
      if (bucket !== undefined) account.filledBuckets.add(bucket);
    },
    /** Deletes a stack as the framework does, which first empties the bucket of packages. */
    async remove(stack: string): Promise<void> {
      account.filledBuckets.delete(stacks.get(stack)?.made.get(DEPLOYMENT_BUCKET)?.id ?? "");
      await this.delete(stack);
    },
    /**
     * Deletes a stack, except for the resources that it keeps. If a resource cannot be deleted, the stack remains
     * with only that resource.
     */
    async delete(stack: string): Promise<void> {
      const made = stacks.get(stack)?.made ?? new Map<string, Made>();
      const faults: string[] = [];
      for (const id of [...made.keys()].reverse())
        await take(stack, made, [id]).catch((error: Error) => faults.push(error.message));
      if (faults.length > 0) throw new Error(`DELETE_FAILED: ${faults.join(", ")}`);
      stacks.delete(stack);
    },
    /** Creates a stack from existing resources, by the rules of CloudFormation. */
    async import(
      stack: string,
      template: Template,
      resources: readonly ResourceToImport[],
      packaged: string,
    ): Promise<void> {
      if (stacks.has(stack)) throw new Error(`the stack ${stack} exists`);
      if (template.Outputs !== undefined) throw new Error("an import makes no outputs");
      const ids = Object.keys(template.Resources);
      const named = resources.map(({ LogicalResourceId }) => LogicalResourceId);
      if (JSON.stringify([...ids].sort()) !== JSON.stringify([...named].sort()))
        throw new Error("an import makes nothing: each resource of the template is to be imported");
      const made = new Map<string, Made>();
      for (const { ResourceType, LogicalResourceId: id, ResourceIdentifier } of resources) {
        const resource = template.Resources[id];
        if (resource?.Type !== ResourceType) throw new Error(`${id} is of another type`);
        if (resource.DeletionPolicy === undefined) throw new Error(`${id} has no DeletionPolicy`);
        const called = Object.keys(ResourceIdentifier).sort();
        if (JSON.stringify(called) !== JSON.stringify([...(PRIMARY_IDENTIFIERS[ResourceType] ?? [])].sort()))
          throw new Error(`${ResourceType} is not called by ${called.join(", ")}`);
        const physicalId = await kinds[ResourceType]?.find?.(ResourceIdentifier);
        if (physicalId === undefined) throw new Error(`${ResourceType} cannot be imported`);
        const owner = [...stacks.entries()].find(([, { made: others }]) =>
          [...others.values()].some((other) => other.type === ResourceType && other.id === physicalId),
        );
        if (owner !== undefined) throw new Error(`${physicalId} is in the stack ${owner[0]}`);
        made.set(id, { type: ResourceType, id: physicalId, properties: {}, isKept: true });
      }
      for (const [id, resource] of Object.entries(template.Resources)) {
        const stranger = referencesOf(resource).find(
          (other) => !other.startsWith("AWS::") && !ids.includes(other),
        );
        if (stranger !== undefined) throw new Error(`${id} refers to ${stranger}, which is not there`);
        const properties = resolve(resource.Properties, physicalIn(made)) as Json;
        made.set(id, { ...(made.get(id) as Made), properties });
      }
      stacks.set(stack, { deployment: { template, packaged }, made });
    },
    /** The last template of a stack. */
    templateOf(stack: string): Template {
      const deployed = stacks.get(stack);
      if (deployed === undefined) throw new Error(`there is no stack ${stack}`);
      return deployed.deployment.template;
    },
    /** The physical id of a resource. */
    idOf(stack: string, logicalId: string): string {
      const id = stacks.get(stack)?.made.get(logicalId)?.id;
      if (id === undefined) throw new Error(`${stack} has no ${logicalId}`);
      return id;
    },
  };
}

export type Stacks = ReturnType<typeof stacksIn>;

/** The name of a resource that is not really created. */
function nameOf(stack: string, id: string, { Name, FunctionName }: Json): string {
  const given = Name ?? FunctionName;
  return typeof given === "string" ? given : `${stack}-${id}`;
}

/**
 * Each resource comes after the ones that it refers to. All others are in reverse order, so that a test fails if it
 * relies on an order that the template does not state.
 */
function inOrder(template: Template): readonly string[] {
  const order: string[] = [];
  const visit = (id: string): void => {
    if (order.includes(id) || template.Resources[id] === undefined) return;
    for (const other of referencesOf(template.Resources[id])) visit(other);
    order.push(id);
  };
  for (const id of Object.keys(template.Resources).reverse()) visit(id);
  return order;
}

/** CloudFormation passes only texts, lists and maps. */
function texts(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(texts);
  if (typeof value !== "object" || value === null) return String(value);
  return Object.fromEntries(Object.entries(value).map(([name, entry]) => [name, texts(entry)]));
}
