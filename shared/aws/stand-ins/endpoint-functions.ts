/** The functions of the SDK's endpoint rules. Nothing calls them, because `endpoints.ts` replaces the rules. */
export const awsEndpointFunctions = {};
