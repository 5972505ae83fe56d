import type { NamedPolicy, StackRole } from "../../stack/roles";

/** Loaded when it is first asked: a stack without an identity pool does not wait for it. */
export const simulator = () => import("@cloud-copilot/iam-simulate");

/** What identity pools call every session. */
export const SESSION_NAME = "CognitoIdentityCredentials";

export const accountOf = (arn: string): string => arn.split(":")[4] ?? "";

/** The caller as policies of resources name it. */
export const sessionArn = ({ arn, name }: Pick<StackRole, "arn" | "name">): string =>
  `arn:aws:sts::${accountOf(arn)}:assumed-role/${name}/${SESSION_NAME}`;

export const identityPolicies = (policies: readonly NamedPolicy[]) =>
  policies.map(({ name, document }) => ({ name, policy: document }));
