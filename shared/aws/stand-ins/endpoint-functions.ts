/** What the SDK's rules for endpoints call. Without these rules (see `endpoints.ts`), nothing does. */
export const awsEndpointFunctions = {};
