/** Whether a text can be somebody's `sub`. What cannot is nobody's. */
export const isSub = (value: unknown): value is string =>
  typeof value === "string" && /^[\w-]{1,64}$/.test(value);
