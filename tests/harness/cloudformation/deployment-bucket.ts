import type { Template } from "../packaged-service";
import type { Stacks } from "./stacks";

interface Command {
  readonly constructor: { readonly name: string };
  readonly input: { readonly TemplateBody?: string };
}

const {
  ensureValidBucketExists,
} = require("serverless/lib/plugins/aws/deploy/lib/ensure-valid-bucket-exists");
const {
  getSharedStackActionParams,
} = require("serverless/lib/plugins/aws/lib/get-shared-stack-action-params");
const { getUpdateStackParams } = require("serverless/lib/plugins/aws/lib/get-update-stack-params");

/** The longest template that CloudFormation accepts in a request. A longer one would have to be in a bucket. */
export const LONGEST_TEMPLATE = 51_200;

/**
 * Adds a bucket for packages to a stack that has none. A deployment by the framework begins in this way: it updates
 * the stack with the stack's own template plus the bucket. The framework's own code does it here. `core` is the
 * part of the package with the bucket.
 */
export async function addDeploymentBucket(
  stacks: Stacks,
  stack: string,
  { core, packaged }: { readonly core: Template; readonly packaged: string },
): Promise<void> {
  const hasBucket = () => "ServerlessDeploymentBucket" in stacks.templateOf(stack).Resources;
  await ensureValidBucketExists.call({
    getSharedStackActionParams,
    getUpdateStackParams,
    serverless: {
      service: { provider: { deploymentMethod: "direct", coreCloudFormationTemplate: core } },
    },
    provider: {
      naming: { getStackName: () => stack, getStackChangeSetName: () => "" },
      getStage: () => "",
      getCustomDeploymentRole: () => undefined,
    },
    async setBucketName() {
      if (!hasBucket())
        throw Object.assign(
          new Error(`Resource ServerlessDeploymentBucket does not exist for stack ${stack}`),
          { name: "ValidationError" },
        );
    },
    monitorStack: async () => undefined,
    cloudFormationClientPromise: Promise.resolve({
      async send(command: Command) {
        const { name } = command.constructor;
        if (name === "GetTemplateCommand") return { TemplateBody: JSON.stringify(stacks.templateOf(stack)) };
        if (name !== "UpdateStackCommand") throw new Error(`unexpected ${name}`);
        const { TemplateBody = "" } = command.input;
        if (Buffer.byteLength(TemplateBody) > LONGEST_TEMPLATE) throw new Error("the template is too long");
        await stacks.deploy(stack, { template: JSON.parse(TemplateBody), packaged });
        return {};
      },
    }),
  });
}
