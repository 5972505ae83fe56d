import { flag, list, part, required, word } from "../input/shapes";
import { forAccounts } from "../operation";
import { POOL_NAME, POOL_SETTINGS, poolProperties } from "./pool-input";
import { poolShape } from "./pool-shape";
import { SCHEMA, schemaProperties } from "./schema";

const INPUT = {
  PoolName: required(POOL_NAME),
  ...POOL_SETTINGS,
  AliasAttributes: list(word("phone_number", "email", "preferred_username")),
  UsernameAttributes: list(word("phone_number", "email")),
  UsernameConfiguration: part({ CaseSensitive: required(flag) }),
  Schema: SCHEMA,
};

export const createUserPool = forAccounts("CreateUserPool", INPUT, (pools, input, region) => {
  const { Schema, ...settings } = input;
  const properties = {
    ...poolProperties(settings),
    ...(Schema && { Schema: schemaProperties(Schema) }),
    // The other kinds are switched on by SetUserPoolMfaConfig.
    ...(input.SmsConfiguration && { EnabledMfas: ["SMS_MFA"] }),
  };
  const pool = pools.create(region, properties);
  const { EmailConfiguration: email, SmsConfiguration: sms, UserPoolTags: tags = {} } = input;
  pool.change({ tags, senders: { email, sms } });
  return { UserPool: poolShape(pool) };
});
