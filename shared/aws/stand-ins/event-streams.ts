/** No operation that is called here has an event stream, and they would be a good part of every bundle. */
export const eventStreamSerdeProvider = (): never => {
  throw new Error("event streams are not in this bundle");
};
export const EventStreamSerde = eventStreamSerdeProvider;
