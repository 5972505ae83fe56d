/**
 * Stands in for the SDK's event streams in the bundles (see `custom.esbuild` in serverless.yml). No operation that is
 * called here has one, and they would be a good part of every bundle.
 */
export const eventStreamSerdeProvider = (): never => {
  throw new Error("event streams are not in this bundle");
};
export const EventStreamSerde = eventStreamSerdeProvider;
