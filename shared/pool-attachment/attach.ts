import type { DescribedPool, PoolDescription } from "../aws/described-pool";
import { changed } from "../change";
import type { ChangeContext } from "../runtime/invocation";
import type { Clients } from "../tenants/clients-table";
import { changeEntry, type Registry } from "../tenants/registry";
import { askingOnce } from "./asking-once";
import { type Attachment, NO_ATTACHMENT, type RememberedAttachment } from "./attachment";
import { decidingIn, forgeriesBy } from "./deciding-attributes";
import { isToDo, type Plan, type PlanQuestion, planAttachment, type Step } from "./plan";
import { differingSettings, isSame, unsendableIn, updateOf } from "./pool-settings";
import { differingIssuer, differingWaysIn, otherDifferences, type StageSettings } from "./stage-settings";
import { configAt, configOf, hasConfigAt, triggersIn } from "./triggers";
import { newReachOf, obstacleOf, unregisteredClients } from "./unregistered-clients";

export interface AttachmentPorts {
  readonly pool: DescribedPool;
  readonly attachments: Registry<RememberedAttachment>;
  readonly clients: Pick<Clients, "find">;
}

export interface Wanted extends Pick<PlanQuestion, "suite" | "aim" | "replace"> {
  /** What the stage assumes about the pool. */
  readonly stage: StageSettings;
  /**
   * Who manages the attachment from then on. Without it, this does not change, and a new attachment is the
   * operator's.
   */
  readonly managedBy?: RememberedAttachment["managedBy"];
  /** Whether unregistered app clients may lose scopes or tokens. They may not unless this says so. */
  readonly limitsUnregistered?: boolean;
}

/** What is found before anything changes. */
export interface PoolSurvey {
  readonly pool: PoolDescription;
  readonly factors: PoolDescription;
  readonly plan: Plan;
  /**
   * Reasons not to attach: occupied triggers, settings that would be lost, ways to choose one's own tenant,
   * differences that the stage must know about, and app clients that would lose something.
   */
  readonly obstacles: readonly string[];
  /** Differences between pool and stage that are no obstacle. */
  readonly differences: readonly string[];
}

export type Attached =
  | { readonly kind: "done" | "unchanged"; readonly plan: Plan; readonly lost: readonly string[] }
  | { readonly kind: "refused"; readonly survey: PoolSurvey }
  | { readonly kind: "stale" };

export async function surveyPool(
  { pool, attachments, clients }: AttachmentPorts,
  poolId: string,
  wanted: Wanted,
  signal: AbortSignal,
): Promise<PoolSurvey> {
  const described = await pool.describe(signal);
  if (described === undefined) return surveyOfNone(poolId, wanted);
  const remembered = (await attachments.find(poolId, signal)) ?? NO_ATTACHMENT;
  const plan = planAttachment({ ...wanted, pool: described, remembered });
  const factors = await pool.secondFactors(signal);
  const unsendable = plan.steps.some(isToDo) ? unsendableIn(described) : [];
  if (wanted.aim === "detach")
    return { pool: described, factors, plan, obstacles: unsendable, differences: [] };
  return {
    pool: described,
    factors,
    plan,
    obstacles: [
      ...plan.steps.flatMap(occupation),
      ...tooLowTier(described),
      ...unsendable,
      ...(decidingIn(described).length > 0
        ? forgeriesBy(await pool.clients(signal), await pool.providers(signal))
        : []),
      ...differingWaysIn(described, factors, wanted.stage),
      ...differingIssuer(described, wanted.stage),
      ...(wanted.limitsUnregistered
        ? []
        : obstacleOf(await unregisteredClients({ pool, clients }, newReachOf(plan, described), signal))),
    ],
    differences: otherDifferences(described, wanted.stage),
  };
}

/** A pool that does not exist any more has no trigger to take away or to put back. */
const surveyOfNone = (poolId: string, { aim }: Wanted): PoolSurvey => ({
  pool: {},
  factors: {},
  plan: { steps: [], config: {}, attachment: NO_ATTACHMENT },
  obstacles: aim === "attach" ? [`there is no user pool ${poolId}`] : [],
  differences: [],
});

const tooLowTier = ({ UserPoolTier }: PoolDescription): readonly string[] =>
  UserPoolTier === "LITE"
    ? ["UserPoolTier is LITE, in which no trigger changes access tokens: ESSENTIALS and PLUS name the tenant"]
    : [];

const occupation = ({ kind, trigger, before }: Step): readonly string[] =>
  kind === "occupied"
    ? [
        `${trigger} is occupied by ${before}: --replace ${trigger} takes it, or replaceTriggers in a deployment`,
      ]
    : [];

/** A second look sees what somebody else has changed. More are needed only while somebody keeps changing it. */
const MOST_LOOKS = 5;

/**
 * Makes the functions of the suite the pool's triggers, or takes them away and puts back what was there before. The
 * attachment is remembered before the pool changes, so an interrupted run can be repeated.
 */
export async function attachPool(
  ports: AttachmentPorts,
  poolId: string,
  wanted: Wanted,
  context: ChangeContext,
): Promise<Attached> {
  const { signal } = context;
  const asking = { ...ports, pool: askingOnce(ports.pool) };
  for (let looks = 1; looks <= MOST_LOOKS; looks += 1) {
    const survey = await surveyPool(asking, poolId, wanted, signal);
    const { pool, factors, plan, obstacles } = survey;
    if (obstacles.length > 0) return { kind: "refused", survey };
    if (!plan.steps.some(isToDo)) {
      await remember(ports, poolId, wanted, () => plan.attachment, context);
      return { kind: "unchanged", plan, lost: [] };
    }
    // Until the pool has changed, both the remembered and the planned attachment count.
    const meanwhile = wanted.aim === "attach" ? wanted : {};
    await remember(ports, poolId, meanwhile, (remembered) => together(remembered, plan.attachment), context);
    // Cognito has no conditional update. Reading the pool again just before the update comes closest to one.
    if (hasChanged(pool, await ports.pool.describe(signal))) continue;
    if (!(await ports.pool.update(updateOf(pool, plan.config), signal))) continue;
    const after = (await ports.pool.describe(signal)) ?? {};
    const lost = [
      ...differingSettings(pool, after),
      ...differingTriggers(plan, after),
      ...(isSame(await ports.pool.secondFactors(signal), factors) ? [] : ["the kinds of second factors"]),
    ];
    await remember(ports, poolId, wanted, () => plan.attachment, context);
    return { kind: "done", plan, lost };
  }
  return { kind: "stale" };
}

/** Whether the settings have changed. The number of users is not one of them. */
const hasChanged = (before: PoolDescription, now: PoolDescription = {}): boolean =>
  differingSettings(before, now).length > 0 ||
  ["LambdaConfig", "LastModifiedDate"].some((name) => !isSame(before[name], now[name]));

const together = (remembered: Attachment, next: Attachment): Attachment => ({
  placed: { ...remembered.placed, ...next.placed },
  displaced: { ...remembered.displaced, ...next.displaced },
});

const NEW = { ...NO_ATTACHMENT, managedBy: "operator" } as const;

async function remember(
  { attachments }: AttachmentPorts,
  poolId: string,
  { managedBy }: Pick<Wanted, "managedBy">,
  attachment: (remembered: Attachment) => Attachment,
  { by, now, signal }: ChangeContext,
): Promise<void> {
  const change = (before: RememberedAttachment | undefined) => {
    const { placed, displaced, managedBy: current } = before ?? NEW;
    const next = { ...attachment({ placed, displaced }), managedBy: managedBy ?? current };
    return isSame(next, { placed, displaced, managedBy: current })
      ? undefined
      : { poolId, ...next, ...changed(by, now) };
  };
  await changeEntry(attachments, poolId, { change }, signal);
}

function differingTriggers({ config }: Plan, pool: PoolDescription): readonly string[] {
  const after = configOf(pool);
  return triggersIn({ ...config, ...after })
    .filter((trigger) => !hasConfigAt(after, trigger, configAt(config, trigger)))
    .map((trigger) => `LambdaConfig.${trigger}`);
}
