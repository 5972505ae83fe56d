import type { StoredObject } from "./files";
import type { S3Request } from "./request";
import { preconditionFailed } from "./s3-error";

const NAMES = ["if-match", "if-none-match", "if-modified-since", "if-unmodified-since"];
const OF_THE_SOURCE = "x-amz-copy-source-";

/** The conditional headers that reading takes into account. */
export const CONDITIONS: readonly string[] = NAMES;
/** The conditional headers about the source of a copy. */
export const SOURCE_CONDITIONS: readonly string[] = NAMES.map((name) => `${OF_THE_SOURCE}${name}`);

/** Whether the reader has this state of an object already. Fails if the reader wants another state. */
export function isKnown(headers: S3Request["headers"], object: StoredObject): boolean {
  const conditions = conditionsIn(headers, "");
  checkWanted(conditions, object);
  return isUnchanged(conditions, object);
}

/** Fails if the conditions about the source of a copy do not hold. */
export function checkSource(headers: S3Request["headers"], object: StoredObject): void {
  const conditions = conditionsIn(headers, OF_THE_SOURCE);
  checkWanted(conditions, object);
  if (isUnchanged(conditions, object)) throw preconditionFailed("x-amz-copy-source-If-None-Match");
}

interface Conditions {
  readonly match: string | undefined;
  readonly noneMatch: string | undefined;
  readonly modifiedSince: number | undefined;
  readonly unmodifiedSince: number | undefined;
}

const conditionsIn = (headers: S3Request["headers"], prefix: string): Conditions => ({
  match: headers.get(`${prefix}if-match`),
  noneMatch: headers.get(`${prefix}if-none-match`),
  modifiedSince: secondOf(headers.get(`${prefix}if-modified-since`)),
  unmodifiedSince: secondOf(headers.get(`${prefix}if-unmodified-since`)),
});

const modifiedSecond = ({ modified }: StoredObject): number => Math.floor(Date.parse(modified) / 1_000);

/** A date that cannot be read is as good as none. */
function secondOf(date: string | undefined): number | undefined {
  const milliseconds = Date.parse(date ?? "");
  return Number.isNaN(milliseconds) ? undefined : Math.floor(milliseconds / 1_000);
}

/** A tag says more than a date: where both are given, it decides. */
function checkWanted({ match, unmodifiedSince }: Conditions, object: StoredObject): void {
  if (match !== undefined) {
    if (!isAmong(match, object)) throw preconditionFailed("If-Match");
  } else if (unmodifiedSince !== undefined && modifiedSecond(object) > unmodifiedSince)
    throw preconditionFailed("If-Unmodified-Since");
}

function isUnchanged({ noneMatch, modifiedSince }: Conditions, object: StoredObject): boolean {
  if (noneMatch !== undefined) return isAmong(noneMatch, object);
  return modifiedSince !== undefined && modifiedSecond(object) <= modifiedSince;
}

const isAmong = (tags: string, { etag }: StoredObject): boolean =>
  tags
    .split(",")
    .some((tag) => ["*", etag, etag.replaceAll('"', "")].includes(tag.trim().replace(/^W\//, "")));
