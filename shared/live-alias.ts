/** What calls a function, calls it by this alias, unless the parameter `rollout` is off. */
export const LIVE_ALIAS = "live";
