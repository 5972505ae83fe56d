import { isRecord } from "../json";

/** A part of the index `byListing` of the Tenants table. */
export interface Listing {
  readonly listing: string;
  /** The beginning of the sort keys. */
  readonly prefix?: string;
}

/** Where a page of a listing ended. */
export interface ListingPosition {
  readonly sortKey: string;
  readonly id: string;
}

/** In bytes. DynamoDB's limits for a sort key and for the key of a table. */
const LONGEST_SORT_KEY = 1_024;
const LONGEST_ID = 2_048;

/** Whether a value, which any client can send, is a position in a listing. */
export const isPositionInListing =
  (prefix = "") =>
  (value: unknown): value is ListingPosition => {
    if (!isRecord(value)) return false;
    const { sortKey, id } = value;
    return (
      typeof sortKey === "string" &&
      sortKey !== "" &&
      sortKey.startsWith(prefix) &&
      Buffer.byteLength(sortKey) <= LONGEST_SORT_KEY &&
      typeof id === "string" &&
      id !== "" &&
      Buffer.byteLength(id) <= LONGEST_ID
    );
  };
