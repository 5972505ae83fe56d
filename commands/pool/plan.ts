import { readText } from "../../shared/json";
import { surveyPool } from "../../shared/pool-attachment/attach";
import { isToDo } from "../../shared/pool-attachment/plan";
import { defineCommand } from "../cli/command";
import { clientIdFrom } from "../cli/values";
import { lackingInClient, lackingInPool } from "./needs";
import { permissionLacking } from "./permission";
import { linesOfRest, linesOfSteps, listed, section } from "./report";
import { suiteTriggers } from "./suite-triggers";
import { type AttachmentTarget, POOL_OPTION, targetOf } from "./target";

export const command = defineCommand({
  summary: "Says what pool:attach would change at an existing user pool",
  explanation: [
    "Reads a user pool that others have made, and says what pool:attach would change there, what would stay, and what the",
    "suite needs and the pool lacks. It changes nothing. It ends with 0 if nothing is to do, and with 2 if something is:",
    "run again after pool:attach, it shows whether somebody has changed the triggers since.",
  ].join("\n"),
  args: {},
  options: {
    ...POOL_OPTION,
    client: {
      value: "<id>",
      explanation: "the app client that the API signs people in with (default: the parameter existingClient)",
    },
  },
  async perform({ options }, dependencies) {
    const { stage, signal } = dependencies;
    const target = await targetOf(options.pool, dependencies);
    const { poolId, ports, parameters } = target;
    const { Arn } = await ports.pool.describe(signal);
    const suite = suiteTriggers(stage.stage, Arn, parameters);
    const survey = await surveyPool(ports, poolId, { suite, aim: "attach", replace: [] }, signal);
    const lacks = [
      ...permissionLacking(stage.stage, poolId, parameters),
      ...lackingInPool(survey.pool, parameters),
    ];
    const { steps } = survey.plan;
    const count = steps.filter(({ kind }) => kind !== "stays").length;
    const lines = [
      `The user pool ${poolId} (${survey.pool.Name}), and the functions of the stage ${stage.stage}:`,
      ...section("Triggers", linesOfSteps(survey.plan)),
      ...section("Stays as it is", linesOfRest(survey)),
      ...section("Lacks, for what the suite does", listed(lacks)),
      ...(await linesOfClient(options.client ?? readText(parameters.existingClient), target)),
      ...section("In the way", listed(survey.obstacles)),
      count === 0 ? "Nothing is to do." : `${count} of ${steps.length} triggers would change.`,
    ];
    return steps.some(isToDo) || survey.obstacles.length > 0 ? { pending: lines } : lines;
  },
});

async function linesOfClient(
  named: string | undefined,
  { describeClient, parameters }: AttachmentTarget,
): Promise<readonly string[]> {
  if (named === undefined) return [];
  const client = await describeClient(clientIdFrom(named));
  const lacks = lackingInClient(client, parameters);
  const title = `The app client ${named} (${client.ClientName})`;
  return section(title, lacks.length === 0 ? ["  has all that the API needs"] : listed(lacks));
}
