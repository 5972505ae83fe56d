import { isObject, type Json } from "../../stack/properties";
import type { StackRole } from "../../stack/roles";
import type { Tags } from "../session-tags";
import { accountOf, simulator } from "./simulator";

/** Who asks STS for a session with a role. */
export interface Candidate {
  readonly identityPoolId: string;
  readonly identityId: string;
  /** How they are known: `authenticated` with the providers, or `unauthenticated`. */
  readonly amr: readonly string[];
  readonly tags: Tags;
}

const SERVICE = "cognito-identity.amazonaws.com";

/** Why STS makes no session; undefined where the role trusts the candidate. */
export async function refusedTrust(role: StackRole, candidate: Candidate): Promise<string | undefined> {
  const { identityPoolId, identityId, amr, tags } = candidate;
  const { runUnsafeSimulation } = await simulator();
  const tagKeys = Object.keys(tags);
  const statements = role.trust.Statement.filter(isAboutIdentityPools).map(
    ({ Principal: _, ...statement }) => ({ ...statement, Resource: "*" }),
  );
  for (const action of ["sts:AssumeRoleWithWebIdentity", ...(tagKeys.length > 0 ? ["sts:TagSession"] : [])]) {
    const result = runUnsafeSimulation(
      {
        request: {
          principal: role.arn,
          action,
          resource: { resource: role.arn, accountId: accountOf(role.arn) },
          contextVariables: {
            [`${SERVICE}:aud`]: identityPoolId,
            [`${SERVICE}:sub`]: identityId,
            [`${SERVICE}:amr`]: [...amr],
            ...(tagKeys.length > 0 && { "aws:TagKeys": tagKeys }),
            ...Object.fromEntries(
              Object.entries(tags).map(([tag, value]) => [`aws:RequestTag/${tag}`, value]),
            ),
          },
        },
        identityPolicies: [{ name: "trust", policy: { Version: role.trust.Version, Statement: statements } }],
        serviceControlPolicies: [],
        resourceControlPolicies: [],
      },
      {},
    );
    if (result !== "Allowed") return `${role.name} does not trust it: ${action} is not allowed`;
  }
  return undefined;
}

/** An Allow must name the service of identity pools. A Deny counts even if it only may include the service. */
function isAboutIdentityPools({ Effect, Principal: principal, NotPrincipal }: Json): boolean {
  const federated = isObject(principal) ? [principal.Federated].flat() : [];
  if (federated.includes(SERVICE)) return true;
  const mayBeAnybody = principal === "*" || NotPrincipal !== undefined || federated.includes("*");
  return Effect === "Deny" && (mayBeAnybody || (isObject(principal) && [principal.AWS].flat().includes("*")));
}
