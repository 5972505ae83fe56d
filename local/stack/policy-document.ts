import type { Findings } from "./imitable-resources";
import { isObject, type Json } from "./properties";

/** An IAM policy with its references resolved. */
export interface PolicyDocument {
  readonly Version: string;
  readonly Statement: readonly Json[];
}

/** In the older version, `${aws:PrincipalTag/tenant_id}` would be plain text instead of a variable. */
const VERSION = "2012-10-17";

/** @param place names the policy in a finding */
export function policyDocument(value: unknown, place: string, findings: Findings): PolicyDocument {
  const { Version, Statement } = isObject(value) ? value : {};
  const statements = [Statement].flat();
  if (Version !== VERSION || !statements.every(isObject))
    findings.refuse(`${place}, which is not a policy of version ${VERSION}`);
  return { Version: VERSION, Statement: statements.filter(isObject).map(withTexts) };
}

/** CloudFormation allows false for "false", but IAM compares texts. */
const withTexts = (statement: Json): Json =>
  JSON.parse(
    JSON.stringify(statement, (_, value) =>
      typeof value === "boolean" || typeof value === "number" ? String(value) : value,
    ),
  );
