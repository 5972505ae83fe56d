import { changed } from "../change";
import type { ChangeContext } from "../runtime/invocation";
import { changeEntry, type Registry } from "../tenants/registry";
import { type Attachment, NO_ATTACHMENT, type RememberedAttachment } from "./attachment";
import { decidingIn, forgeriesBy, type Writers } from "./deciding-attributes";
import { isToDo, type Plan, type PlanQuestion, planAttachment, type Step } from "./plan";
import { differingSettings, isSame, type PoolDescription, unsendableIn, updateOf } from "./pool-settings";
import { isPlacedSo, placedAt, triggersIn } from "./triggers";

/** The pool as its API tells it, with every member that it sends. */
export interface DescribedPool {
  describe(signal: AbortSignal): Promise<PoolDescription>;
  /** Says whether it was changed; not if somebody else is changing it at this moment. */
  update(request: PoolDescription, signal: AbortSignal): Promise<boolean>;
  /** What DescribeUserPool does not tell: the kinds of second factors and passkeys. */
  secondFactors(signal: AbortSignal): Promise<PoolDescription>;
  /** Who can write to people's attributes, which is a request for each client and provider. */
  writers(signal: AbortSignal): Promise<Writers>;
}

export interface AttachmentPorts {
  readonly pool: DescribedPool;
  readonly attachments: Registry<RememberedAttachment>;
}

export type Wanted = Pick<PlanQuestion, "suite" | "aim" | "replace">;

/** What an attachment finds before it changes anything. */
export interface PoolSurvey {
  readonly pool: PoolDescription;
  readonly plan: Plan;
  /** Why it changes nothing yet: occupied triggers, settings that would be lost, and ways to choose one's own tenant. */
  readonly obstacles: readonly string[];
}

export type Attached =
  | { readonly kind: "done" | "unchanged"; readonly plan: Plan; readonly lost: readonly string[] }
  | { readonly kind: "refused"; readonly survey: PoolSurvey }
  | { readonly kind: "stale" };

export async function surveyPool(
  { pool, attachments }: AttachmentPorts,
  poolId: string,
  wanted: Wanted,
  signal: AbortSignal,
): Promise<PoolSurvey> {
  const described = await pool.describe(signal);
  const former = (await attachments.find(poolId, signal)) ?? NO_ATTACHMENT;
  const plan = planAttachment({ ...wanted, pool: described, former });
  const isForgeable = wanted.aim === "attach" && decidingIn(described).length > 0;
  return {
    pool: described,
    plan,
    obstacles: [
      ...plan.steps.flatMap(occupation),
      ...(plan.steps.some(isToDo) ? unsendableIn(described) : []),
      ...(isForgeable ? forgeriesBy(await pool.writers(signal)) : []),
    ],
  };
}

const occupation = ({ kind, trigger, before }: Step): readonly string[] =>
  kind === "occupied"
    ? [
        `${trigger} is occupied by ${before}: --replace ${trigger} takes it, or replaceTriggers in a deployment`,
      ]
    : [];

/** A second look sees what somebody else has changed; more are only needed while somebody keeps changing it. */
const MOST_LOOKS = 5;

/**
 * Makes the functions of the suite the pool's triggers, or takes them away again and puts back what was there before.
 * Whatever is remembered is written before the pool changes, so that it may be interrupted anywhere and repeated.
 */
export async function attachPool(
  ports: AttachmentPorts,
  poolId: string,
  wanted: Wanted,
  context: ChangeContext,
): Promise<Attached> {
  const { signal } = context;
  for (let looks = 1; looks <= MOST_LOOKS; looks += 1) {
    const survey = await surveyPool(ports, poolId, wanted, signal);
    const { pool, plan, obstacles } = survey;
    if (obstacles.length > 0) return { kind: "refused", survey };
    if (!plan.steps.some(isToDo)) {
      await remember(ports, poolId, () => plan.attachment, context);
      return { kind: "unchanged", plan, lost: [] };
    }
    // Until the pool has changed, what is placed and displaced now counts as well.
    await remember(ports, poolId, (former) => together(former, plan.attachment), context);
    const factors = await ports.pool.secondFactors(signal);
    // Cognito has no update on a condition: this look is as close to it as there is one.
    if (hasChanged(pool, await ports.pool.describe(signal))) continue;
    if (!(await ports.pool.update(updateOf(pool, plan.config), signal))) continue;
    const after = await ports.pool.describe(signal);
    const lost = [
      ...differingSettings(pool, after),
      ...differingTriggers(plan, after),
      ...(isSame(await ports.pool.secondFactors(signal), factors) ? [] : ["the kinds of second factors"]),
    ];
    await remember(ports, poolId, () => plan.attachment, context);
    return { kind: "done", plan, lost };
  }
  return { kind: "stale" };
}

/** How many users a pool has says nothing of its settings. */
const hasChanged = (before: PoolDescription, now: PoolDescription): boolean =>
  differingSettings(before, now).length > 0 ||
  ["LambdaConfig", "LastModifiedDate"].some((name) => !isSame(before[name], now[name]));

const together = (former: Attachment, next: Attachment): Attachment => ({
  placed: { ...former.placed, ...next.placed },
  displaced: { ...former.displaced, ...next.displaced },
});

async function remember(
  { attachments }: AttachmentPorts,
  poolId: string,
  attachment: (former: Attachment) => Attachment,
  { by, now, signal }: ChangeContext,
): Promise<void> {
  const change = (before: RememberedAttachment | undefined) => {
    const { placed, displaced } = before ?? NO_ATTACHMENT;
    const next = attachment({ placed, displaced });
    return isSame(next, { placed, displaced }) ? undefined : { poolId, ...next, ...changed(by, now) };
  };
  await changeEntry(attachments, poolId, { change }, signal);
}

function differingTriggers({ config }: Plan, { LambdaConfig }: PoolDescription): readonly string[] {
  const after = (LambdaConfig ?? {}) as PoolDescription;
  return triggersIn({ ...config, ...after })
    .filter((trigger) => !isPlacedSo(after, trigger, placedAt(config, trigger)))
    .map((trigger) => `LambdaConfig.${trigger}`);
}
