import type { PoolDescription } from "../aws/described-pool";
import type { Attachment } from "./attachment";
import {
  configAt,
  configOf,
  functionIn,
  hasConfigAt,
  isSameFunction,
  type LambdaConfig,
  type TriggerConfig,
  triggersIn,
  withConfigAt,
} from "./triggers";

/** What happens to one trigger of the pool. */
export interface Step {
  readonly trigger: string;
  readonly kind: /** It is the suite's as it should be. */
    | "stays"
    /** It was free and becomes the suite's. */
    | "filled"
    /** It is the suite's, in another version or of another stage. */
    | "changed"
    /** It was somebody else's, who has agreed. */
    | "replaced"
    /** It is somebody else's, who has not agreed. */
    | "occupied"
    /** What was there before the suite comes back. */
    | "put-back"
    /** Nothing was there before the suite. */
    | "removed";
  readonly before: string | undefined;
  readonly after: string | undefined;
}

export interface Plan {
  readonly steps: readonly Step[];
  /** The pool's triggers afterwards. */
  readonly config: LambdaConfig;
  /** The attachment to remember. */
  readonly attachment: Attachment;
}

export interface PlanQuestion {
  readonly pool: PoolDescription;
  /** The functions of the suite, by trigger. */
  readonly suite: LambdaConfig;
  /** Whether to make them the pool's triggers or to take them away. */
  readonly aim: "attach" | "detach";
  /** The attachment that is remembered so far. */
  readonly remembered: Attachment;
  /** The occupied triggers that the suite may take. */
  readonly replace: readonly string[];
}

/** Plans the change of a pool's triggers. If everything is as it should be, every step stays. */
export function planAttachment({ pool, suite, aim, remembered, replace }: PlanQuestion): Plan {
  const wanted = aim === "attach" ? suite : {};
  let config: LambdaConfig = configOf(pool);
  const displaced: Record<string, TriggerConfig> = {};
  const steps: Step[] = [];
  for (const trigger of triggersIn({ ...suite, ...remembered.placed })) {
    const current = configAt(config, trigger);
    const before = functionIn(current);
    const isOurs = [suite, remembered.placed].some((ours) =>
      isSameFunction(before, functionIn(configAt(ours, trigger))),
    );
    const wantedHere = configAt(wanted, trigger);
    const { kind, next } = decide({ config, trigger, wanted: wantedHere, isOurs, remembered, replace });
    if (kind === undefined) continue;
    steps.push({ trigger, kind, before, after: functionIn(next) });
    config = withConfigAt(config, trigger, next);
    const displacedHere = kind === "replaced" ? current : remembered.displaced[trigger];
    if (functionIn(wantedHere) !== undefined && displacedHere !== undefined)
      displaced[trigger] = displacedHere;
  }
  return { steps, config, attachment: { placed: wanted, displaced } };
}

interface TriggerQuestion extends Pick<PlanQuestion, "remembered" | "replace"> {
  readonly config: LambdaConfig;
  readonly trigger: string;
  readonly wanted: TriggerConfig;
  readonly isOurs: boolean;
}

/** The step of one trigger, and its config afterwards. */
function decide({ config, trigger, wanted, isOurs, remembered, replace }: TriggerQuestion): {
  readonly kind: Step["kind"] | undefined;
  readonly next: TriggerConfig;
} {
  const current = configAt(config, trigger);
  if (functionIn(wanted) === undefined) {
    // The trigger is somebody else's, so it stays as it is.
    if (!isOurs) return { kind: undefined, next: current };
    const displaced = remembered.displaced[trigger];
    return displaced === undefined ? { kind: "removed", next: {} } : { kind: "put-back", next: displaced };
  }
  if (hasConfigAt(config, trigger, wanted)) return { kind: "stays", next: current };
  if (functionIn(current) === undefined) return { kind: "filled", next: wanted };
  if (isOurs) return { kind: "changed", next: wanted };
  return replace.includes(trigger) ? { kind: "replaced", next: wanted } : { kind: "occupied", next: current };
}

export const isToDo = ({ kind }: Step): boolean => kind !== "stays" && kind !== "occupied";
