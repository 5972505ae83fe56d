import { attachPool, surveyPool } from "../../shared/pool-attachment/attach";
import { isToDo } from "../../shared/pool-attachment/plan";
import { readStageSettings } from "../../shared/pool-attachment/stage-settings";
import { defineCommand } from "../cli/command";
import { confirm } from "../cli/terminal";
import { outcomeLines } from "./outcome";
import { linesOfSteps, section } from "./report";
import { suiteTriggers } from "./suite-triggers";
import { POOL_OPTION, targetOf } from "./target";

export const command = defineCommand({
  summary: "Takes the functions of a stage out of a user pool, and puts back what was there",
  explanation: [
    "Takes the functions of a stage out of a user pool again, and puts back the functions that pool:attach has replaced.",
    "A trigger that somebody else has taken since is left to them, and so is every other setting. People keep signing in:",
    "their tokens then name neither tenant nor role. It may be interrupted and run again. Of a pool that is gone, nothing is",
    "to do.",
  ].join("\n"),
  args: {},
  options: { ...POOL_OPTION, yes: { explanation: "do not ask for confirmation" } },
  async perform({ options }, dependencies) {
    const { stage, terminal, signal, context } = dependencies;
    const { poolId, ports, parameters } = await targetOf(options.pool, dependencies);
    const described = await ports.pool.describe(signal);
    const suite =
      described === undefined
        ? {}
        : suiteTriggers(stage.stage, described.Arn, { ...parameters, providerClaims: "mapped" });
    const wanted = { suite, aim: "detach", replace: [], stage: readStageSettings(parameters) } as const;
    const survey = await surveyPool(ports, poolId, wanted, signal);
    if (survey.plan.steps.some(isToDo))
      await confirm(terminal, {
        facts: section(`The triggers of ${poolId} (${survey.pool.Name}):`, linesOfSteps(survey.plan)),
        question: `Take the functions of the stage ${stage.stage} out of ${poolId}?`,
        yes: options.yes,
      });
    const detached = await attachPool(ports, poolId, wanted, context());
    return outcomeLines(detached, `No function of ${stage.stage} is a trigger of ${poolId}`);
  },
});
