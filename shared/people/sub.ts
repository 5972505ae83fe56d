/** Whether a value can be a `sub`. */
export const isSub = (value: unknown): value is string =>
  typeof value === "string" && /^[\w-]{1,64}$/.test(value);
