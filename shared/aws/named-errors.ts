/**
 * Whether an error, or a cause of it, has one of these names. Errors of AWS are told apart by name, because bundles
 * leave out their classes (infra/stand-ins.cjs). Commands wrap an error of AWS in one of their own, as its cause.
 */
export const isNamed = (error: unknown, ...names: readonly string[]): boolean =>
  error instanceof Error && (names.includes(error.name) || isNamed(error.cause, ...names));
