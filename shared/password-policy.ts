import { FaultError } from "./runtime/errors";
import type { Settings } from "./runtime/settings";

const CLASSES = {
  lowercase: /[a-z]/,
  uppercase: /[A-Z]/,
  number: /[0-9]/,
  symbol: /[^a-zA-Z0-9]/,
} as const;

/** The pool's rules for new passwords. */
export interface PasswordPolicy {
  readonly minLength: number;
  readonly requires: readonly (keyof typeof CLASSES)[];
}

export const meetsPolicy = (password: string, { minLength, requires }: PasswordPolicy): boolean =>
  password.length >= minLength && requires.every((kind) => CLASSES[kind].test(password));

export const readPasswordPolicy = (settings: Settings): PasswordPolicy => ({
  minLength: settings.integer("PASSWORD_MIN_LENGTH"),
  requires: readRequires(settings.list("PASSWORD_REQUIRES", "none")),
});

function readRequires(written: readonly string[] | "none"): PasswordPolicy["requires"] {
  if (written === "none") return [];
  return written.map((name) => {
    if (!Object.hasOwn(CLASSES, name))
      throw new FaultError(`PASSWORD_REQUIRES: ${name} is no kind of character`);
    return name as keyof typeof CLASSES;
  });
}
