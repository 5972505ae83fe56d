import type { PolicyDocument } from "../../stack/policy-document";
import type { NamedPolicy } from "../../stack/roles";
import type { Deed } from "../access";
import { identityPolicies, simulator } from "./simulator";

/** The caller, in the terms of policies. */
export interface Caller {
  /** The ARN by which a request is from them. */
  readonly principal: string;
  readonly account: string;
  /** What they may do. */
  readonly policies: readonly NamedPolicy[];
  /** Keys of conditions that are about them. */
  readonly context: Readonly<Record<string, string>>;
}

export type Verdict =
  | { readonly kind: "allowed" }
  | { readonly kind: "not-allowed" }
  | { readonly kind: "denied"; readonly by: "identity" | "resource"; readonly statement: string }
  /** The evaluator cannot tell, so that nothing is allowed. */
  | { readonly kind: "unclear"; readonly why: string };

/** Whether policies allow a deed. An explicit denial wins, and the default is no. */
export async function judge(
  { principal, account, policies, context }: Caller,
  deed: Deed,
  resourcePolicy: PolicyDocument | undefined,
): Promise<Verdict> {
  const { runSimulation } = await simulator();
  const results = await runSimulation(
    {
      request: {
        principal,
        action: deed.action,
        resource: { resource: literal(deed.resource), accountId: account },
        contextVariables: { ...contextOf(deed), ...context },
      },
      identityPolicies: identityPolicies(policies),
      serviceControlPolicies: [],
      resourceControlPolicies: [],
      ...(resourcePolicy !== undefined && { resourcePolicy }),
    },
    {},
  );
  if (results.resultType !== "single")
    return {
      kind: "unclear",
      why: results.resultType === "error" ? results.errors.message : "the resource is a pattern",
    };
  const { identityAnalysis, resourceAnalysis } = results.result.analysis;
  for (const [by, analysis] of [
    ["identity", identityAnalysis],
    ["resource", resourceAnalysis],
  ] as const)
    for (const { statement, policyId } of analysis?.denyStatements ?? [])
      return {
        kind: "denied",
        by,
        statement: statement.sid() ?? `statement ${statement.index()} of ${policyId}`,
      };
  return { kind: results.overallResult === "Allowed" ? "allowed" : "not-allowed" };
}

/**
 * The name of a resource without characters that the evaluator treats specially. It reads a star in a name as a pattern, and its
 * own patterns match no line breaks.
 */
const literal = (resource: string): string =>
  resource === "*" ? resource : withoutLineEnds(resource).replaceAll("*", "\ue000");

/** As characters that no policy names. */
const withoutLineEnds = (text: string): string => text.replace(/[\n\r\u2028\u2029]/g, "\ue001");

const contextOf = ({ context }: Deed): Record<string, string | string[]> =>
  Object.fromEntries(
    Object.entries(context).map(([key, value]) => [
      key,
      typeof value === "string" ? withoutLineEnds(value) : value.map(withoutLineEnds),
    ]),
  );

/** The evaluator has values for these keys only when a role is assumed. */
const UNKNOWN_KEYS = "cognito-identity.amazonaws.com:";

/** The reasons why policies cannot be evaluated; none if they can. */
export async function mistakesIn(
  policies: readonly NamedPolicy[],
  resourcePolicy?: PolicyDocument,
): Promise<readonly string[]> {
  const { runSimulation } = await simulator();
  const results = await runSimulation(
    {
      request: {
        principal: "arn:aws:iam::123456789012:user/nobody",
        action: "s3:ListAllMyBuckets",
        resource: { resource: "*", accountId: "123456789012" },
        contextVariables: {},
      },
      identityPolicies: identityPolicies(policies),
      serviceControlPolicies: [],
      resourceControlPolicies: [],
      ...(resourcePolicy !== undefined && { resourcePolicy }),
    },
    {},
  );
  const unknown = [...policies.map(({ document }) => document), resourcePolicy].some((document) =>
    JSON.stringify(document ?? "")
      .toLowerCase()
      .includes(UNKNOWN_KEYS),
  );
  if (unknown) return [`${UNKNOWN_KEYS}* in conditions and variables`];
  if (results.resultType !== "error") return [];
  const { identityPolicyErrors = {}, resourcePolicyErrors = [], message } = results.errors;
  const named = Object.entries(identityPolicyErrors).flatMap(([name, errors]) =>
    errors.map((error) => `${name}: ${error.path} (${error.message})`),
  );
  const found = [...named, ...resourcePolicyErrors.map(({ path, message: text }) => `${path} (${text})`)];
  return found.length > 0 ? found : [message];
}
