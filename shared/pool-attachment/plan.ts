import { isRecord } from "../json";
import type { Attachment } from "./attachment";
import type { PoolDescription } from "./pool-settings";
import {
  functionIn,
  isPlacedSo,
  isSameFunction,
  type LambdaConfig,
  type Placed,
  placedAt,
  placing,
  triggersIn,
} from "./triggers";

/** What becomes of one trigger of the pool. */
export interface Step {
  readonly trigger: string;
  readonly kind: /** It is the suite's as it should be. */
    | "stays"
    /** It was free and becomes the suite's. */
    | "placed"
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
  /** The triggers of the pool when it is done. */
  readonly config: LambdaConfig;
  /** What is remembered from then on. */
  readonly attachment: Attachment;
}

export interface PlanQuestion {
  readonly pool: PoolDescription;
  /** The functions of the suite, by triggers. */
  readonly suite: LambdaConfig;
  /** Whether they shall be the pool's, or no longer. */
  readonly aim: "attach" | "detach";
  /** What was remembered before. */
  readonly former: Attachment;
  /** The occupied triggers that the suite may take. */
  readonly replace: readonly string[];
}

/** What changes at a pool's triggers. Where all is as it should be already, every step stays. */
export function planAttachment({ pool, suite, aim, former, replace }: PlanQuestion): Plan {
  const wanted = aim === "attach" ? suite : {};
  let config: LambdaConfig = isRecord(pool.LambdaConfig) ? pool.LambdaConfig : {};
  const displaced: Record<string, Placed> = {};
  const steps: Step[] = [];
  for (const trigger of triggersIn({ ...suite, ...former.placed })) {
    const current = placedAt(config, trigger);
    const before = functionIn(current);
    const isOurs = [suite, former.placed].some((ours) =>
      isSameFunction(before, functionIn(placedAt(ours, trigger))),
    );
    const next = placedAt(wanted, trigger);
    const { kind, placed } = decide({ config, trigger, next, before, isOurs, former, replace });
    if (kind === undefined) continue;
    steps.push({ trigger, kind, before, after: functionIn(placed) });
    config = placing(config, trigger, placed);
    const behind = kind === "replaced" ? current : former.displaced[trigger];
    if (functionIn(next) !== undefined && behind !== undefined) displaced[trigger] = behind;
  }
  return { steps, config, attachment: { placed: wanted, displaced } };
}

interface TriggerQuestion extends Pick<PlanQuestion, "former" | "replace"> {
  readonly config: LambdaConfig;
  readonly trigger: string;
  readonly next: Placed;
  readonly before: string | undefined;
  readonly isOurs: boolean;
}

function decide(question: TriggerQuestion): {
  readonly kind: Step["kind"] | undefined;
  readonly placed: Placed;
} {
  const { config, trigger, next, before, isOurs, former, replace } = question;
  const current = placedAt(config, trigger);
  if (functionIn(next) === undefined) {
    // Somebody else has taken the trigger since, or has it for ever: it is not ours to change.
    if (!isOurs) return { kind: undefined, placed: current };
    const behind = former.displaced[trigger];
    return behind === undefined ? { kind: "removed", placed: {} } : { kind: "put-back", placed: behind };
  }
  if (isPlacedSo(config, trigger, next)) return { kind: "stays", placed: current };
  if (before === undefined) return { kind: "placed", placed: next };
  if (isOurs) return { kind: "changed", placed: next };
  return replace.includes(trigger)
    ? { kind: "replaced", placed: next }
    : { kind: "occupied", placed: current };
}

export const isToDo = ({ kind }: Step): boolean => kind !== "stays" && kind !== "occupied";
