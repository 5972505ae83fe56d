import { isRecord, readText } from "../json";
import { isSame, type PoolDescription } from "./pool-settings";

/** The LambdaConfig of a pool. */
export type LambdaConfig = PoolDescription;

/** A place of a pool's LambdaConfig, under the name of its trigger, for one function. */
export type Placed = Readonly<Record<string, unknown>>;

/** The token trigger has two members. The older one repeats the ARN and knows no version. */
const MEMBERS_OF: Readonly<Record<string, readonly string[]>> = {
  PreTokenGeneration: ["PreTokenGeneration", "PreTokenGenerationConfig"],
};

const membersOf = (trigger: string): readonly string[] => MEMBERS_OF[trigger] ?? [trigger];

/** The triggers that members of a LambdaConfig are about: `PreTokenGeneration` for `PreTokenGenerationConfig`. */
export const triggersIn = (config: LambdaConfig): readonly string[] => [
  ...new Set(
    Object.keys(config).map(
      (member) => Object.keys(MEMBERS_OF).find((trigger) => membersOf(trigger).includes(member)) ?? member,
    ),
  ),
];

/** What a LambdaConfig says of a trigger; empty if nothing. */
export const placedAt = (config: LambdaConfig, trigger: string): Placed =>
  Object.fromEntries(
    membersOf(trigger)
      .filter((member) => config[member] !== undefined && config[member] !== null)
      .map((member) => [member, config[member]]),
  );

/** The same LambdaConfig with something else at one trigger, or with nothing there. */
export function placing(config: LambdaConfig, trigger: string, placed: Placed): LambdaConfig {
  const others = Object.entries(config).filter(([member]) => !membersOf(trigger).includes(member));
  return { ...Object.fromEntries(others), ...placed };
}

/** The function that is placed at a trigger, as an ARN. */
export function functionIn(placed: Placed): string | undefined {
  for (const value of Object.values(placed).reverse()) {
    const arn = isRecord(value) ? readText(value.LambdaArn) : readText(value);
    if (arn !== undefined) return arn;
  }
  return undefined;
}

/** Whether two ARNs name one function, in whatever version of it. */
export const isSameFunction = (one: string | undefined, other: string | undefined): boolean =>
  one !== undefined && other !== undefined && unqualified(one) === unqualified(other);

/** `arn:aws:lambda:<region>:<account>:function:<name>[:<version or alias>]` */
const unqualified = (arn: string): string => arn.split(":").slice(0, 7).join(":");

/** Whether a LambdaConfig has this at a trigger. Of a member that Cognito has added by itself, the function counts. */
export function isPlacedSo(config: LambdaConfig, trigger: string, wanted: Placed): boolean {
  const placed = placedAt(config, trigger);
  const isAsWanted = ([member, value]: readonly [string, unknown]) =>
    wanted[member] === undefined
      ? functionIn({ [member]: value }) === functionIn(wanted)
      : isSame(value, wanted[member]);
  return (
    Object.keys(wanted).every((member) => placed[member] !== undefined) &&
    Object.entries(placed).every(isAsWanted)
  );
}
