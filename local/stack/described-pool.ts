import { CognitoError } from "../pool/api/errors";
import type { PoolSettings } from "../pool/settings";
import type { PoolIdentity } from "../pool/user-pools";
import { Findings, readPlainResource } from "./imitable-resources";
import { imitationOf } from "./imitation";
import { poolSettings } from "./pool-settings";
import type { Json } from "./properties";

const USER_POOL = "AWS::Cognito::UserPool";

/** The settings of a pool that an operation describes, by the rules of the template's pool. */
export function describedPool(
  { id, arn, region }: PoolIdentity,
  properties: Json,
  functionOf: (arn: string) => string | undefined,
): PoolSettings {
  const findings = new Findings();
  const imitation = imitationOf(USER_POOL) ?? { imitated: {} };
  const description = { id: "UserPool", type: USER_POOL, physicalId: id };
  const resource = readPlainResource(description, properties, imitation, findings);
  const settings = poolSettings(resource, arn, region, functionOf, findings);
  if (findings.refusals.length > 0)
    throw new CognitoError(
      "NotSimulatedException",
      `The local user pool does not simulate ${findings.refusals.join("; ")}`,
      501,
    );
  return {
    ...settings,
    domain: undefined,
    identityProviders: [],
    resourceServers: [],
    sessionTracking: undefined,
  };
}
