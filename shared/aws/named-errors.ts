/**
 * Whether it is the error of AWS with one of these names: in a bundle, errors have no classes of their own
 * (infra/stand-ins.cjs). Commands put an error into words, and it is the cause of theirs.
 */
export const isNamed = (error: unknown, ...names: readonly string[]): boolean =>
  error instanceof Error && (names.includes(error.name) || isNamed(error.cause, ...names));
