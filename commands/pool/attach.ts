import { attachPool, surveyPool } from "../../shared/pool-attachment/attach";
import { isToDo } from "../../shared/pool-attachment/plan";
import { readStageSettings } from "../../shared/pool-attachment/stage-settings";
import { defineCommand } from "../cli/command";
import { CommandError, ValueError } from "../cli/errors";
import { confirm } from "../cli/terminal";
import { outcomeLines } from "./outcome";
import { permissionLacking } from "./permission";
import { linesOfSteps, section } from "./report";
import { SUITE_TRIGGERS, suiteTriggers } from "./suite-triggers";
import { arnOf, POOL_OPTION, targetOf } from "./target";

export const command = defineCommand({
  summary: "Makes the functions of a stage the triggers of an existing user pool",
  explanation: [
    "Makes the functions of a stage the triggers of a user pool that others have made. Every other setting of the pool is",
    "sent back as it is, unknown ones included. A trigger that another function has is taken only with --replace; what was",
    "there is remembered in the Tenants table, and pool:detach puts it back. It may be interrupted and run again. Deploy",
    "the stage with existingPool=<id> first: its functions let no other pool call them. App clients that nobody has",
    "registered lose scopes: it stops before that, unless --limit-unregistered allows it.",
  ].join("\n"),
  args: {},
  options: {
    ...POOL_OPTION,
    replace: {
      value: "<trigger>",
      repeatable: true,
      explanation: "a trigger to take from the function that has it, such as CustomMessage",
    },
    "deployed-with-this-pool": {
      explanation: "a deployment had this existingPool by --param, and serverless.yml does not say so",
    },
    "limit-unregistered": {
      explanation: "let app clients that nobody has registered lose their scopes, as pool:plan lists them",
    },
    "take-over": {
      explanation: "keep an attachment that a deployment has made, when poolAttachment becomes command",
    },
    yes: { explanation: "do not ask for confirmation" },
  },
  async perform({ options }, dependencies) {
    const { stage, terminal, signal, context } = dependencies;
    const unknown = options.replace.find((trigger) => !SUITE_TRIGGERS.includes(trigger));
    if (unknown !== undefined)
      throw new ValueError(`${unknown} is not a trigger of the suite: ${SUITE_TRIGGERS.join(", ")}`);
    const target = await targetOf(options.pool, dependencies);
    const { poolId, ports, parameters } = target;
    const arn = await arnOf(target, signal);
    const [unpermitted] = options["deployed-with-this-pool"]
      ? []
      : permissionLacking(stage.stage, poolId, parameters);
    if (unpermitted !== undefined)
      throw new CommandError(
        `${unpermitted}. If it was, give --deployed-with-this-pool. Nothing was changed.`,
      );
    const wanted = {
      suite: suiteTriggers(stage.stage, arn, parameters),
      aim: "attach",
      replace: options.replace,
      stage: readStageSettings(parameters),
      limitsUnregistered: options["limit-unregistered"],
      ...(options["take-over"] && { managedBy: "operator" as const }),
    } as const;
    const survey = await surveyPool(ports, poolId, wanted, signal);
    if (survey.obstacles.length === 0 && survey.plan.steps.some(isToDo))
      await confirm(terminal, {
        facts: section(`The triggers of ${poolId} (${survey.pool.Name}):`, linesOfSteps(survey.plan)),
        question: `Make the functions of the stage ${stage.stage} triggers of ${poolId}?`,
        yes: options.yes,
      });
    const attached = await attachPool(ports, poolId, wanted, context());
    const done = outcomeLines(attached, `The functions of ${stage.stage} are the triggers of ${poolId}`);
    return options["take-over"] && Array.isArray(done)
      ? [...done, "No deployment detaches it any more: pool:detach does."]
      : done;
  },
});
