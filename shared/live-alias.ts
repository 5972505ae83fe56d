/** Callers invoke a function by this alias, unless the parameter `rollout` is off. */
export const LIVE_ALIAS = "live";
