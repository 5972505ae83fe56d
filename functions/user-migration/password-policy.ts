import { FaultError } from "../../shared/errors";

const CLASSES = {
  lowercase: /[a-z]/,
  uppercase: /[A-Z]/,
  number: /[0-9]/,
  symbol: /[^a-zA-Z0-9]/,
} as const;

/** The pool's rules for new passwords. Cognito does not apply them to a migrated one. */
export interface PasswordPolicy {
  readonly minLength: number;
  readonly requires: readonly (keyof typeof CLASSES)[];
}

export const meetsPolicy = (password: string, { minLength, requires }: PasswordPolicy): boolean =>
  password.length >= minLength && requires.every((kind) => CLASSES[kind].test(password));

export function readRequires(written: readonly string[] | "none"): PasswordPolicy["requires"] {
  if (written === "none") return [];
  return written.map((name) => {
    if (!Object.hasOwn(CLASSES, name))
      throw new FaultError(`PASSWORD_REQUIRES: ${name} is no kind of character`);
    return name as keyof typeof CLASSES;
  });
}
