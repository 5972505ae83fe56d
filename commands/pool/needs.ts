import type { PoolDescription } from "../../shared/aws/described-pool";
import { isRecord, readStrings } from "../../shared/json";
import { attributesOf } from "../../shared/pool-attachment/deciding-attributes";
import type { StageParameters } from "../stage/parameters";

interface Need {
  readonly isMet: (pool: PoolDescription, parameters: StageParameters) => boolean;
  readonly otherwise: string;
}

/** What the suite needs of a pool, with what does not work otherwise. */
const OF_POOL: readonly Need[] = [
  {
    isMet: ({ UsernameAttributes, AliasAttributes }) =>
      [...readStrings(UsernameAttributes), ...readStrings(AliasAttributes)].includes("email"),
    otherwise:
      "people do not sign in with their e-mail address (UsernameAttributes, AliasAttributes): nobody migrates " +
      "from an old system",
  },
  {
    isMet: ({ AutoVerifiedAttributes }) => readStrings(AutoVerifiedAttributes).includes("email"),
    otherwise:
      "AutoVerifiedAttributes has no email: addresses stay unproven, so that neither invitations nor domains count",
  },
  {
    isMet: (pool) => attributesOf(pool).includes("custom:legacy_id"),
    otherwise:
      "there is no attribute custom:legacy_id: Cognito refuses whoever migrates from an old system. If you have one, " +
      "add the attribute: a String of up to 256 characters, not mutable, written by no client",
  },
  {
    isMet: (pool) => ["custom:tenant_id", "custom:role"].every((name) => attributesOf(pool).includes(name)),
    otherwise:
      "there are no attributes custom:tenant_id and custom:role: Cognito refuses whoever migrates with a tenant or a " +
      "role of the old system. Nothing else needs them",
  },
];

/** What the suite needs of the app client that its API signs people in with. */
const OF_CLIENT: readonly Need[] = [
  {
    isMet: ({ ExplicitAuthFlows }) => hasFlow(ExplicitAuthFlows, "ALLOW_USER_PASSWORD_AUTH"),
    otherwise:
      "ExplicitAuthFlows has no ALLOW_USER_PASSWORD_AUTH: nobody signs in through the API, and nobody migrates",
  },
  {
    isMet: ({ ExplicitAuthFlows }, { passwordless }) =>
      passwordless === "off" || hasFlow(ExplicitAuthFlows, "ALLOW_USER_AUTH"),
    otherwise: "ExplicitAuthFlows has no ALLOW_USER_AUTH, which the parameter passwordless needs",
  },
  {
    isMet: ({ ExplicitAuthFlows, RefreshTokenRotation }) =>
      hasFlow(ExplicitAuthFlows, "ALLOW_REFRESH_TOKEN_AUTH") ||
      (isRecord(RefreshTokenRotation) && RefreshTokenRotation.Feature === "ENABLED"),
    otherwise:
      "ExplicitAuthFlows has no ALLOW_REFRESH_TOKEN_AUTH, and refresh tokens do not rotate: nobody stays signed in",
  },
  {
    isMet: ({ ClientSecret }) => ClientSecret === undefined,
    otherwise: "it has a secret: neither the API nor a browser sends one. Make a client without",
  },
  {
    isMet: ({ PreventUserExistenceErrors }) => PreventUserExistenceErrors === "ENABLED",
    otherwise: "PreventUserExistenceErrors is not ENABLED: Cognito tells strangers who has an account",
  },
  {
    isMet: ({ EnableTokenRevocation }) => EnableTokenRevocation === true,
    otherwise: "EnableTokenRevocation is off: a sign-out ends no session",
  },
];

const hasFlow = (flows: unknown, name: string): boolean =>
  [name, name.replace(/^ALLOW_/, "")].some((flow) => readStrings(flows).includes(flow));

const unmet =
  (needs: readonly Need[]) =>
  (described: PoolDescription, parameters: StageParameters): readonly string[] =>
    needs.filter(({ isMet }) => !isMet(described, parameters)).map(({ otherwise }) => otherwise);

export const lackingInPool = unmet(OF_POOL);
export const lackingInClient = unmet(OF_CLIENT);
