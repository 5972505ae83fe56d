import type { PoolDescription } from "../aws/described-pool";
import { isRecord, readText } from "../json";
import { isSame } from "./pool-settings";

/** The LambdaConfig of a pool. */
export type LambdaConfig = PoolDescription;

export const configOf = ({ LambdaConfig }: PoolDescription): LambdaConfig =>
  isRecord(LambdaConfig) ? LambdaConfig : {};

/** The members of a LambdaConfig for one trigger. */
export type TriggerConfig = Readonly<Record<string, unknown>>;

/** The token trigger has two members. The older one repeats the ARN and has no version. */
const MEMBERS_OF: Readonly<Record<string, readonly string[]>> = {
  PreTokenGeneration: ["PreTokenGeneration", "PreTokenGenerationConfig"],
};

const membersOf = (trigger: string): readonly string[] => MEMBERS_OF[trigger] ?? [trigger];

/** The triggers that a LambdaConfig has members for: `PreTokenGeneration` for `PreTokenGenerationConfig`. */
export const triggersIn = (config: LambdaConfig): readonly string[] => [
  ...new Set(
    Object.keys(config).map(
      (member) => Object.keys(MEMBERS_OF).find((trigger) => membersOf(trigger).includes(member)) ?? member,
    ),
  ),
];

/** The part of a LambdaConfig for one trigger; empty if there is none. */
export const configAt = (config: LambdaConfig, trigger: string): TriggerConfig =>
  Object.fromEntries(
    membersOf(trigger)
      .filter((member) => config[member] !== undefined && config[member] !== null)
      .map((member) => [member, config[member]]),
  );

/** The same LambdaConfig with another config for one trigger, or with none. */
export function withConfigAt(config: LambdaConfig, trigger: string, next: TriggerConfig): LambdaConfig {
  const others = Object.entries(config).filter(([member]) => !membersOf(trigger).includes(member));
  return { ...Object.fromEntries(others), ...next };
}

/** The ARN of a trigger's function. */
export function functionIn(config: TriggerConfig): string | undefined {
  for (const value of Object.values(config).reverse()) {
    const arn = isRecord(value) ? readText(value.LambdaArn) : readText(value);
    if (arn !== undefined) return arn;
  }
  return undefined;
}

/** The version of the events that the token trigger gets. */
export function tokenVersionIn({ PreTokenGenerationConfig: token }: LambdaConfig): string | undefined {
  return isRecord(token) ? readText(token.LambdaVersion) : undefined;
}

/** Whether two ARNs name the same function, in any version. */
export const isSameFunction = (one: string | undefined, other: string | undefined): boolean =>
  one !== undefined && other !== undefined && unqualified(one) === unqualified(other);

/** `arn:aws:lambda:<region>:<account>:function:<name>[:<version or alias>]` */
const unqualified = (arn: string): string => arn.split(":").slice(0, 7).join(":");

/**
 * Whether a LambdaConfig has this config for a trigger. In a member that Cognito has added by itself, only the
 * function has to match.
 */
export function hasConfigAt(config: LambdaConfig, trigger: string, wanted: TriggerConfig): boolean {
  const current = configAt(config, trigger);
  const isAsWanted = ([member, value]: readonly [string, unknown]) =>
    wanted[member] === undefined
      ? functionIn({ [member]: value }) === functionIn(wanted)
      : isSame(value, wanted[member]);
  return (
    Object.keys(wanted).every((member) => current[member] !== undefined) &&
    Object.entries(current).every(isAsWanted)
  );
}
