import {
  type RunSimulationResults,
  runSimulation,
  runUnsafeSimulation,
  type Simulation,
} from "@cloud-copilot/iam-simulate";
import type { Caller, Case, Request } from "./cases";
import {
  ACCOUNT,
  BUCKET,
  BUCKET_POLICY,
  type PackagedPolicies,
  type Policy,
  roleArn,
  type Statement,
} from "./packaged-policies";

/** The evaluator compares names by `localeCompare` with options, which makes a collator of the same meaning at every call. */
const { compare } = new Intl.Collator(undefined, { sensitivity: "accent" });
const { localeCompare } = String.prototype;
String.prototype.localeCompare = function (this: string, other, locales?, options?: Intl.CollatorOptions) {
  const isTheEvaluators = locales === undefined && options?.sensitivity === "accent";
  return isTheEvaluators ? compare(this, other) : localeCompare.call(this, other);
};

const EVERYTHING: Policy = {
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: ["s3:*", "dynamodb:*"], Resource: "*" }],
};

const only = (effect: Statement["Effect"], policy: Policy): Policy => ({
  ...policy,
  Statement: policy.Statement.filter(({ Effect }) => Effect === effect),
});

interface Layered {
  readonly identity: readonly Policy[];
  readonly bucket: Policy | undefined;
}

/** The policies of a role and of the bucket, as far as a layer asks them. */
function layered({ documents, attached }: PackagedPolicies, { caller, layer }: Case): Layered {
  const identity = attached[caller.role].map((name) => documents[name] as Policy);
  const bucket = documents[BUCKET_POLICY];
  switch (layer) {
    case "access":
      return { identity: identity.map((policy) => only("Allow", policy)), bucket: undefined };
    case "edge":
      return { identity: [...identity, EVERYTHING], bucket };
    case "both":
      return { identity, bucket };
  }
}

export const isOfBucket = ({ resource }: Request): boolean => resource.startsWith(BUCKET);

/** The statements that a layer asks about a case: what allows, or what denies. */
export function statementsFor(policies: PackagedPolicies, asked: Case): readonly Statement[] {
  const { identity, bucket } = layered(policies, asked);
  const effect = asked.layer === "access" ? "Allow" : "Deny";
  return [...identity, ...(bucket !== undefined && isOfBucket(asked.request) ? [bucket] : [])].flatMap(
    (policy) => only(effect, policy).Statement,
  );
}

const tagsOf = ({ tags }: Caller) =>
  Object.fromEntries(Object.entries(tags).map(([name, value]) => [`aws:PrincipalTag/${name}`, value]));

/** The evaluator takes a wildcard in what is asked for as all that it could be. To AWS it is a letter of a name. */
const literal = (resource: string): string =>
  resource.replaceAll("*", "\u{e000}").replaceAll("?", "\u{e001}");

function simulationOf(asked: Case, { identity, bucket }: Layered): Simulation {
  const { caller, request } = asked;
  const { role } = caller;
  return {
    request: {
      action: request.action,
      principal: `arn:aws:sts::${ACCOUNT}:assumed-role/${role}/CognitoIdentityCredentials`,
      resource: { resource: literal(request.resource), accountId: ACCOUNT },
      contextVariables: {
        "aws:PrincipalArn": roleArn(role),
        "aws:SecureTransport": String(request.isOverTls ?? true),
        ...tagsOf(caller),
        ...request.context,
      },
    },
    identityPolicies: identity
      .filter(({ Statement }) => Statement.length > 0)
      .map((policy, position) => ({ name: String(position), policy })),
    ...(isOfBucket(request) && bucket && { resourcePolicy: bucket }),
    serviceControlPolicies: [],
    resourceControlPolicies: [],
  };
}

/** Checks that request and policies are well-formed, too. */
export async function decide(policies: PackagedPolicies, asked: Case): Promise<boolean> {
  const results: RunSimulationResults = await runSimulation(
    simulationOf(asked, layered(policies, asked)),
    {},
  );
  if (results.resultType !== "single")
    throw new Error(`${asked.name}: ${JSON.stringify(results).slice(0, 500)}`);
  return results.overallResult === "Allowed";
}

const isAbout = (principal: unknown): principal is { readonly AWS: readonly string[] } =>
  typeof principal === "object";

/** Whether a statement has something to say to a request, alone and without the checks: a hundred times as fast. */
export function matches(statement: Statement, asked: Case): boolean {
  const { Principal, ...others } = statement;
  if (isAbout(Principal) && !Principal.AWS.includes(roleArn(asked.caller.role))) return false;
  const policy: Policy = { Version: "2012-10-17", Statement: [{ ...others, Effect: "Allow" }] };
  const alone = simulationOf(asked, { identity: [policy], bucket: undefined });
  return runUnsafeSimulation(alone, {}) === "Allowed";
}
