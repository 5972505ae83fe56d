/**
 * Stands in for the SDK's endpoint discovery in the bundles (see `custom.esbuild` in serverless.yml). No operation of DynamoDB
 * that is called here uses it, and its cache would be a good part of every bundle.
 */
export const resolveEndpointDiscoveryConfig = <Configuration>(configuration: Configuration): Configuration =>
  configuration;

export const NODE_ENDPOINT_DISCOVERY_CONFIG_OPTIONS = {
  environmentVariableSelector: () => undefined,
  configFileSelector: () => undefined,
  default: undefined,
};
