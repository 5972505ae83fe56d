import { invalidPassword } from "../api/errors";

export interface PasswordPolicy {
  readonly minimumLength: number;
  readonly requireLowercase: boolean;
  readonly requireUppercase: boolean;
  readonly requireNumbers: boolean;
  readonly requireSymbols: boolean;
  readonly temporaryPasswordValidityDays: number;
}

const RULES: [
  key: "requireLowercase" | "requireUppercase" | "requireNumbers" | "requireSymbols",
  pattern: RegExp,
  name: string,
][] = [
  ["requireLowercase", /[a-z]/, "lowercase"],
  ["requireUppercase", /[A-Z]/, "uppercase"],
  ["requireNumbers", /[0-9]/, "numeric"],
  ["requireSymbols", /[\^$*.[\]{}()?"!@#%&/\\,><':;|_~`=+\- ]/, "symbol"],
];

export function checkPolicy(password: string, policy: PasswordPolicy): void {
  const complain = (what: string) =>
    invalidPassword(`Password did not conform with policy: Password ${what}`);
  if (password.length < policy.minimumLength) throw complain("not long enough");
  if (password.length > 256) throw complain("too long");
  for (const [key, pattern, name] of RULES)
    if (policy[key] && !pattern.test(password)) throw complain(`must have ${name} characters`);
}
