import { attachPool, surveyPool } from "../../shared/pool-attachment/attach";
import { isToDo } from "../../shared/pool-attachment/plan";
import { defineCommand } from "../cli/command";
import { CommandError, UsageError } from "../cli/errors";
import { confirm } from "../cli/terminal";
import { outcomeLines } from "./outcome";
import { permissionLacking } from "./permission";
import { linesOfSteps, section } from "./report";
import { SUITE_TRIGGERS, suiteTriggers } from "./suite-triggers";
import { POOL_OPTION, targetOf } from "./target";

export const command = defineCommand({
  summary: "Makes the functions of a stage the triggers of an existing user pool",
  explanation: [
    "Makes the functions of a stage the triggers of a user pool that others have made. Every other setting of the pool is",
    "sent back as it is, unknown ones included. A trigger that another function has is taken only with --replace; what was",
    "there is remembered in the Tenants table, and pool:detach puts it back. It may be interrupted and run again. Deploy",
    "the stage with existingPool=<id> first: its functions let no other pool call them.",
  ].join("\n"),
  args: {},
  options: {
    ...POOL_OPTION,
    replace: {
      value: "<trigger>",
      repeatable: true,
      explanation: "a trigger to take from the function that has it, such as CustomMessage",
    },
    permitted: {
      explanation:
        "the stage was deployed with existingPool by --param, so that serverless.yml does not say so",
    },
    yes: { explanation: "do not ask for confirmation" },
  },
  async perform({ options }, dependencies) {
    const { stage, terminal, signal, context } = dependencies;
    const unknown = options.replace.find((trigger) => !SUITE_TRIGGERS.includes(trigger));
    if (unknown !== undefined)
      throw new UsageError(`${unknown} is not a trigger of the suite: ${SUITE_TRIGGERS.join(", ")}`);
    const { poolId, ports, parameters } = await targetOf(options.pool, dependencies);
    const { Arn, UserPoolTier } = await ports.pool.describe(signal);
    const [unpermitted] = options.permitted ? [] : permissionLacking(stage.stage, poolId, parameters);
    if (unpermitted !== undefined)
      throw new CommandError(`${unpermitted}. If it was, give --permitted. Nothing was changed.`);
    if (UserPoolTier === "LITE")
      throw new CommandError(
        `${poolId} is of the tier LITE, in which no trigger changes access tokens. Nothing was changed.`,
      );
    const suite = suiteTriggers(stage.stage, Arn, parameters);
    const wanted = { suite, aim: "attach", replace: options.replace } as const;
    const survey = await surveyPool(ports, poolId, wanted, signal);
    if (survey.obstacles.length === 0 && survey.plan.steps.some(isToDo))
      await confirm(terminal, {
        facts: section(`The triggers of ${poolId} (${survey.pool.Name}):`, linesOfSteps(survey.plan)),
        question: `Make the functions of the stage ${stage.stage} triggers of ${poolId}?`,
        yes: options.yes,
      });
    const attached = await attachPool(ports, poolId, wanted, context());
    return outcomeLines(attached, `The functions of ${stage.stage} are the triggers of ${poolId}`);
  },
});
