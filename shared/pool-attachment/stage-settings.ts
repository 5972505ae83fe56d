import type { PoolDescription } from "../aws/described-pool";
import { isRecord, readStrings, readText } from "../json";
import { type Passwordless, readPasswordless, sendsCodes, takesPasskeys } from "../passwordless";

/** The parameters of a stage that describe its pool. An attachment compares them with the pool. */
export const STAGE_SETTINGS = [
  "rememberDevices",
  "deviceMfa",
  "mfa",
  "passwordless",
  "passkeyDomain",
  "passkeyMfa",
  "issuer",
] as const;

export type StageSettings = Readonly<Partial<Record<(typeof STAGE_SETTINGS)[number], string>>>;

/** Reads them from a record that may have other values as well. */
export const readStageSettings = (values: Readonly<Record<string, unknown>>): StageSettings =>
  Object.fromEntries(
    STAGE_SETTINGS.flatMap((name) => {
      const value = readText(values[name]);
      return value === undefined ? [] : [[name, value]];
    }),
  );

interface Comparison {
  readonly setting: string;
  readonly ofPool: string;
  readonly parameter: (typeof STAGE_SETTINGS)[number];
  readonly ofStage: string;
}

const differing = (comparisons: readonly Comparison[]): readonly string[] =>
  comparisons
    .filter(({ ofPool, ofStage }) => ofPool !== ofStage)
    .map(
      ({ setting, ofPool, parameter, ofStage }) =>
        `${setting} says ${ofPool}, and the stage's parameter ${parameter} says ${ofStage}`,
    );

/**
 * Differences between pool and stage in devices and passkeys. When a person takes over an account that a stranger has
 * made with their address, functions remove only what the stage knows of. So the stranger's devices or passkeys could
 * stay.
 */
export const differingWaysIn = (
  pool: PoolDescription,
  factors: PoolDescription,
  stage: StageSettings,
): readonly string[] => differing([...devices(pool, stage), ...passkeys(pool, factors, stage)]);

function devices({ DeviceConfiguration }: PoolDescription, stage: StageSettings): readonly Comparison[] {
  const has = isRecord(DeviceConfiguration);
  const { DeviceOnlyRememberedOnUserPrompt: asks, ChallengeRequiredOnNewDevice: counts } =
    part(DeviceConfiguration);
  const setting = "DeviceConfiguration";
  return [
    {
      setting,
      ofPool: !has ? "off" : asks === true ? "ask" : "always",
      parameter: "rememberDevices",
      ofStage: stage.rememberDevices ?? "off",
    },
    ...(has
      ? [
          {
            setting: `${setting}.ChallengeRequiredOnNewDevice`,
            ofPool: onOff(counts === true),
            parameter: "deviceMfa",
            ofStage: stage.deviceMfa ?? "off",
          } as const,
        ]
      : []),
  ];
}

function passkeys(
  pool: PoolDescription,
  { WebAuthnConfiguration }: PoolDescription,
  stage: StageSettings,
): readonly Comparison[] {
  const takes = firstFactorsIn(pool).includes("WEB_AUTHN");
  const { RelyingPartyId, FactorConfiguration } = part(WebAuthnConfiguration);
  const said = (takesAny: boolean) => (takesAny ? "passkeys" : "no passkeys");
  return [
    {
      setting: "AllowedFirstAuthFactors",
      ofPool: said(takes),
      parameter: "passwordless",
      ofStage: said(takesPasskeys(passwordlessOf(stage))),
    },
    ...(takes
      ? ([
          {
            setting: "WebAuthnConfiguration.RelyingPartyId",
            ofPool: readText(RelyingPartyId) ?? "nothing",
            parameter: "passkeyDomain",
            ofStage: stage.passkeyDomain ?? "nothing",
          },
          {
            setting: "WebAuthnConfiguration.FactorConfiguration",
            ofPool: onOff(FactorConfiguration === "MULTI_FACTOR_WITH_USER_VERIFICATION"),
            parameter: "passkeyMfa",
            ofStage: stage.passkeyMfa ?? "off",
          },
        ] as const)
      : []),
  ];
}

/** A difference in the issuer of tokens. The authorizer of the stage's API would refuse every token of the pool. */
export function differingIssuer({ IssuerConfiguration }: PoolDescription, stage: StageSettings) {
  const issuer = part(IssuerConfiguration).Type === "UPDATED" ? "updated" : "original";
  return differing([
    {
      setting: "IssuerConfiguration",
      ofPool: issuer,
      parameter: "issuer",
      ofStage: stage.issuer ?? "original",
    },
  ]).map(
    (difference) =>
      `${difference}: the API of the stage would refuse every token of this pool. Deploy the stage with issuer=${issuer}`,
  );
}

/**
 * Differences in second factors and codes by e-mail. They give a stranger no way back into an account that was made
 * with another person's address. So they are reported and stop nothing.
 */
export const otherDifferences = (pool: PoolDescription, stage: StageSettings): readonly string[] => {
  const said = (sendsAny: boolean) => (sendsAny ? "codes" : "no codes");
  return differing([
    {
      setting: "MfaConfiguration",
      ofPool: MFA[readText(pool.MfaConfiguration) ?? ""] ?? "off",
      parameter: "mfa",
      ofStage: stage.mfa ?? "off",
    },
    {
      setting: "AllowedFirstAuthFactors",
      ofPool: said(firstFactorsIn(pool).includes("EMAIL_OTP")),
      parameter: "passwordless",
      ofStage: said(sendsCodes(passwordlessOf(stage))),
    },
  ]);
};

const MFA: Readonly<Record<string, string>> = { OPTIONAL: "optional", ON: "required" };

const passwordlessOf = ({ passwordless = "off" }: StageSettings): Passwordless =>
  readPasswordless(passwordless);

const firstFactorsIn = ({ Policies }: PoolDescription): readonly string[] =>
  readStrings(part(part(Policies).SignInPolicy).AllowedFirstAuthFactors);

const onOff = (isOn: boolean): string => (isOn ? "on" : "off");

const part = (value: unknown): PoolDescription => (isRecord(value) ? value : {});
