import { isRecord } from "../shared/json";
import { STAGE_SETTINGS, type StageSettings } from "../shared/pool-attachment/stage-settings";
import { parameterValue, type TemplatePart, type Variables } from "./framework";
import { stillNeeded } from "./references";

const POOL = "CognitoUserPoolUsers";
const CLIENT = "WebClient";
const ATTACHMENT = "PoolAttachment";

/** Resources that only a stack with its own pool has. */
const OF_POOL = [POOL, CLIENT, "SmsRole"];

/**
 * The stack always creates these in its own pool. In an existing pool, it creates them only if the named resource
 * needs them.
 */
const NEEDED_BY: Readonly<Record<string, string>> = {
  ApiResourceServer: "MachineClient",
  OperatorsGroup: "OperatorsRole",
};

export const replaced = async (variables: Variables) => {
  const triggers = await parameterValue(variables, "replaceTriggers");
  return triggers === "none" ? [] : triggers;
};

/** The settings of the stage that the deployment compares the pool with. */
export const stage = async (variables: Variables): Promise<StageSettings> =>
  Object.fromEntries(
    await Promise.all(STAGE_SETTINGS.map(async (name) => [name, await parameterValue(variables, name)])),
  );

/** The permissions for attaching: to change this one pool, and to pass on the one role that the pool has already. */
export async function changes(variables: Variables) {
  const smsRole = await parameterValue(variables, "existingSmsRole");
  return [
    {
      Effect: "Allow",
      Action: ["cognito-idp:UpdateUserPool"],
      Resource: [{ "Fn::GetAtt": [POOL, "Arn"] }],
    },
    ...(smsRole === undefined
      ? []
      : [
          {
            Effect: "Allow",
            Action: ["iam:PassRole"],
            Resource: [smsRole],
            Condition: { StringEquals: { "iam:PassedToService": "cognito-idp.amazonaws.com" } },
          },
        ]),
  ];
}

interface Existing {
  readonly pool: string;
  readonly client: string;
}

/**
 * The template of a stage with an existing pool. References to the stack's own pool and client become references to
 * the existing ones, and a custom resource sets the pool's triggers. Any other template stays as it is.
 */
export function withExistingPool(template: TemplatePart): TemplatePart {
  const { Metadata, ...sections } = template;
  if (!isRecord(Metadata) || !isRecord(Metadata.ExistingPool)) return template;
  const { ExistingPool, ...metadata } = Metadata;
  const existing = ExistingPool as unknown as Existing;
  const resources = template.Resources ?? {};
  const gone = [
    ...OF_POOL,
    ...Object.keys(NEEDED_BY).filter((id) => resources[NEEDED_BY[id] ?? ""] === undefined),
  ];
  const { LambdaConfig } = resources[POOL]?.Properties ?? {};
  const triggers = isRecord(LambdaConfig) ? LambdaConfig : {};
  const kept = Object.entries(resources).filter(([id]) => !gone.includes(id));
  const attached = kept.map(([id, resource]) => [
    id,
    id === ATTACHMENT
      ? {
          ...resource,
          // The stack's own client is registered before it is looked up.
          DependsOn: [...permissionsOf(resources), "StackRecords"],
          Properties: { ...resource.Properties, triggers: withoutOlderNames(triggers) },
        }
      : resource,
  ]);
  return referring(
    {
      ...sections,
      ...(Object.keys(metadata).length > 0 && { Metadata: metadata }),
      Resources: Object.fromEntries(attached),
      Outputs: { ...(isRecord(sections.Outputs) ? sections.Outputs : {}), ...outputsOf(triggers) },
    },
    existing,
    gone,
  ) as TemplatePart;
}

/**
 * The permissions come before the triggers and go after them, so Cognito may always call a function that is a
 * trigger.
 */
const permissionsOf = (resources: NonNullable<TemplatePart["Resources"]>): readonly string[] =>
  Object.entries(resources)
    .filter(
      ([, { Type, Properties }]) =>
        Type === "AWS::Lambda::Permission" && JSON.stringify(Properties?.SourceArn)?.includes(POOL),
    )
    .map(([id]) => id);

/** The older name of the token trigger cannot say a version. */
const withoutOlderNames = ({ PreTokenGeneration: _, ...triggers }: Readonly<Record<string, unknown>>) =>
  triggers;

/** The ARN of each function, for tools that own the pool and set its triggers themselves. */
const outputsOf = (triggers: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(
    Object.entries(withoutOlderNames(triggers)).map(([member, value]) => [
      `${member.replace(/Config$/, "")}FunctionArn`,
      { Value: isRecord(value) && "LambdaArn" in value ? value.LambdaArn : value },
    ]),
  );

/** A part of the template. References to resources that are gone become references to the existing ones. */
function referring(part: unknown, existing: Existing, gone: readonly string[]): unknown {
  const again = (value: unknown) => referring(value, existing, gone);
  if (Array.isArray(part)) return part.map(again);
  if (!isRecord(part)) return part;
  const [[name, argument] = [], ...others] = Object.entries(part);
  if (others.length === 0) {
    if (name === "Ref" && argument === POOL) return existing.pool;
    if (name === "Ref" && argument === CLIENT) return existing.client;
    if (name === "Fn::GetAtt" && Array.isArray(argument) && argument[0] === POOL)
      return { "Fn::Sub": attributeOf(existing, String(argument[1])) };
    if (name === "Fn::Sub" && typeof argument === "string") return { "Fn::Sub": inText(argument, existing) };
  }
  return Object.fromEntries(
    Object.entries(part).flatMap(([key, value]) =>
      key === "DependsOn" ? stillNeeded(value, (id) => gone.includes(id)) : [[key, again(value)]],
    ),
  );
}

const inText = (text: string, existing: Existing): string =>
  text
    .replaceAll(`\${${POOL}}`, existing.pool)
    .replaceAll(`\${${CLIENT}}`, existing.client)
    .replace(new RegExp(`\\$\\{${POOL}\\.(\\w+)\\}`, "g"), (_, name) => attributeOf(existing, name));

function attributeOf({ pool }: Existing, name: string): string {
  const issuer = `cognito-idp.\${AWS::Region}.\${AWS::URLSuffix}/${pool}`;
  switch (name) {
    case "Arn":
      return `arn:\${AWS::Partition}:cognito-idp:\${AWS::Region}:\${AWS::AccountId}:userpool/${pool}`;
    case "ProviderName":
      return issuer;
    case "ProviderURL":
      return `https://${issuer}`;
    default:
      throw new Error(`infra/existing-pool.ts: ${POOL}.${name} is not known of a pool that exists`);
  }
}
