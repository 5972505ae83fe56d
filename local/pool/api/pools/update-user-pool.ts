import type { Pool } from "../../pool";
import type { PoolSettings } from "../../settings";
import { invalidParameter, notSimulated } from "../errors";
import { NAMED_POOL } from "../input/members";
import { forAccounts, requirePool } from "../operation";
import { POOL_NAME, POOL_SETTINGS, poolProperties } from "./pool-input";

const INPUT = { ...NAMED_POOL, PoolName: POOL_NAME, ...POOL_SETTINGS };

/** A request has to send all the settings: those that it leaves out return to their defaults, as on AWS. */
export const updateUserPool = forAccounts("UpdateUserPool", INPUT, (pools, input) => {
  const pool = requirePool(pools, input);
  const { UserPoolId: _, ...given } = input;
  const { settings } = pool;
  const described = pools.readSettings(settings, poolProperties(given));
  const changed: PoolSettings = {
    ...settings,
    ...described,
    ...lasting(settings),
    name: input.PoolName ?? settings.name,
    tags: input.UserPoolTags ?? settings.tags,
    senders: { email: input.EmailConfiguration, sms: input.SmsConfiguration ?? settings.senders?.sms },
    // The kinds of second factors are changed by SetUserPoolMfaConfig alone.
    mfaKinds: settings.mfaKinds,
    mfa: input.MfaConfiguration ?? settings.mfa,
  };
  if (changed.mfa === "ON" && changed.mfaKinds.length === 0)
    throw invalidParameter("Invalid MFA configuration: no MFA method is enabled for this user pool.");
  if (pools.isOfStack(pool)) refuseOtherTriggers(pool, changed);
  pool.change(changed);
  return {};
});

/** The settings that never change, and those that other operations change. */
const lasting = (settings: PoolSettings) => {
  const { schema, usernameAttributes, aliasAttributes, caseSensitive } = settings;
  const { domain, identityProviders, resourceServers, sessionTracking, passkeys, signInEmail } = settings;
  return {
    schema,
    usernameAttributes,
    aliasAttributes,
    caseSensitive,
    domain,
    identityProviders,
    resourceServers,
    sessionTracking,
    passkeys,
    signInEmail,
  };
};

/** The functions of the stack belong to its pool. Without them, the pool would let everybody in. */
function refuseOtherTriggers({ settings }: Pool, changed: PoolSettings): void {
  const wiring = ({ triggers, tokenTriggerVersion }: PoolSettings) =>
    JSON.stringify([Object.entries(triggers).sort(), tokenTriggerVersion]);
  if (wiring(changed) !== wiring(settings))
    throw notSimulated("UpdateUserPool with another LambdaConfig than the template's, or without it,");
}
