/**
 * No operation that is called here has an event stream. The code for them would make up a good part of every bundle.
 */
export const eventStreamSerdeProvider = (): never => {
  throw new Error("event streams are not in this bundle");
};
export const EventStreamSerde = eventStreamSerdeProvider;
