import { readText } from "../../shared/json";
import { askingOnce } from "../../shared/pool-attachment/asking-once";
import { type PoolSurvey, surveyPool } from "../../shared/pool-attachment/attach";
import { isToDo } from "../../shared/pool-attachment/plan";
import { readStageSettings } from "../../shared/pool-attachment/stage-settings";
import {
  reachOf,
  type UnregisteredClient,
  unregisteredClients,
} from "../../shared/pool-attachment/unregistered-clients";
import { defineCommand } from "../cli/command";
import { clientIdFrom } from "../cli/values";
import { lackingInClient, lackingInPool } from "./needs";
import { permissionLacking } from "./permission";
import { linesOfRest, linesOfSteps, listed, section } from "./report";
import { suiteTriggers } from "./suite-triggers";
import { type AttachmentTarget, arnOf, POOL_OPTION, targetOf } from "./target";

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
    const { poolId, parameters } = target;
    const ports = { ...target.ports, pool: askingOnce(target.ports.pool) };
    const suite = suiteTriggers(stage.stage, await arnOf(target, signal), parameters);
    const wanted = { suite, aim: "attach", replace: [], stage: readStageSettings(parameters) } as const;
    const survey = await surveyPool(ports, poolId, wanted, signal);
    const lacks = [
      ...permissionLacking(stage.stage, poolId, parameters),
      ...lackingInPool(survey.pool, parameters),
    ];
    const unregistered = await unregisteredClients(ports, reachOf(suite), signal);
    const lines = [
      `The user pool ${poolId} (${survey.pool.Name}), and the functions of the stage ${stage.stage}:`,
      ...section("Triggers", linesOfSteps(survey.plan)),
      ...section("Stays as it is", linesOfRest(survey)),
      ...section("Lacks, for what the suite does", listed(lacks)),
      ...section("Is not as the stage says", listed(survey.differences)),
      ...(await linesOfClient(options.client ?? readText(parameters.existingClient), target)),
      ...section(
        "App clients that nobody has registered, and what they lose",
        listed(linesOfLosses(unregistered)),
      ),
      ...section("In the way", listed(survey.obstacles)),
      conclusionOf(survey),
    ];
    return isDone(survey) ? lines : { pending: lines };
  },
});

const linesOfLosses = (unregistered: readonly UnregisteredClient[]): readonly string[] =>
  unregistered.map(({ called, loss }) => `${called}: ${loss}`);

const isDone = ({ plan, obstacles }: PoolSurvey): boolean =>
  !plan.steps.some(isToDo) && obstacles.length === 0;

function conclusionOf({ plan, obstacles }: PoolSurvey): string {
  const count = plan.steps.filter(isToDo).length;
  const changes = `${count} of ${plan.steps.length} triggers would change`;
  if (obstacles.length === 0) return count === 0 ? "Nothing is to do." : `${changes}.`;
  return count === 0
    ? "No trigger would change, but see what is in the way."
    : `${changes}, once nothing is in the way.`;
}

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
