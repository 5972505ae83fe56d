import type { StoredObject } from "../files";
import { inUrl, type Listing, type ListingRequest, list, MOST_LISTED } from "../listing";
import { type Desk, onBucket, type S3Operation, xmlAnswer } from "../operation";
import type { S3Request } from "../request";
import { invalidArgument } from "../s3-error";
import { type Contents, xmlDocument } from "../xml";

const COMMON = ["delimiter", "encoding-type", "max-keys", "prefix"];

export const listObjectsV2: S3Operation = {
  name: "ListObjectsV2",
  method: "GET",
  on: "bucket",
  marks: ["list-type"],
  parameters: [...COMMON, "continuation-token", "fetch-owner", "start-after"],
  headers: [],
  plan(request) {
    const { bucket, parameters } = request;
    if (parameters.get("list-type") !== "2") throw invalidArgument("list-type", "Invalid List Type");
    const token = parameters.get("continuation-token");
    const startAfter = parameters.get("start-after");
    const wanted = listingRequest(request, token === undefined ? (startAfter ?? "") : readToken(token));
    const written = writer(request);
    const showsOwner = parameters.get("fetch-owner") === "true";
    return {
      deeds: [listingDeed(request)],
      async carryOut(desk) {
        const listing = list(desk.files.objectsIn(bucket), wanted);
        const { items, prefixes, next } = listing;
        return xmlAnswer(
          xmlDocument("ListBucketResult", {
            ...headOf(request, written),
            StartAfter: startAfter && written(startAfter),
            ContinuationToken: token,
            NextContinuationToken: next && Buffer.from(next).toString("base64url"),
            KeyCount: items.length + prefixes.length,
            MaxKeys: wanted.limit,
            IsTruncated: next !== undefined,
            ...entriesOf(listing, { written, desk, showsOwner }),
          }),
        );
      },
    };
  },
};

export const listObjects: S3Operation = {
  name: "ListObjects",
  method: "GET",
  on: "bucket",
  marks: [],
  parameters: [...COMMON, "marker"],
  headers: [],
  plan(request) {
    const { bucket, parameters } = request;
    const marker = parameters.get("marker") ?? "";
    const wanted = listingRequest(request, marker);
    const written = writer(request);
    return {
      deeds: [listingDeed(request)],
      async carryOut(desk) {
        const listing = list(desk.files.objectsIn(bucket), wanted);
        return xmlAnswer(
          xmlDocument("ListBucketResult", {
            ...headOf(request, written),
            Marker: written(marker),
            // Without a delimiter, the last key says it as well.
            NextMarker: wanted.delimiter && listing.next ? written(listing.next) : undefined,
            MaxKeys: wanted.limit,
            IsTruncated: listing.next !== undefined,
            ...entriesOf(listing, { written, desk, showsOwner: true }),
          }),
        );
      },
    };
  },
};

/** Policies allow listing by what the request says, so exactly that is asked. */
const listingDeed = ({ bucket, parameters }: S3Request) =>
  onBucket(
    "s3:ListBucket",
    bucket,
    Object.fromEntries(
      ["prefix", "delimiter", "max-keys"].flatMap((name) => {
        const value = parameters.get(name);
        return value === undefined ? [] : [[`s3:${name}`, value]];
      }),
    ),
  );

const listingRequest = ({ parameters }: S3Request, after: string): ListingRequest => ({
  prefix: parameters.get("prefix") ?? "",
  delimiter: parameters.get("delimiter") ?? "",
  after,
  limit: readLimit(parameters, "max-keys"),
});

export function readLimit(parameters: S3Request["parameters"], name: string): number {
  const written = parameters.get(name) ?? String(MOST_LISTED);
  if (!/^\d{1,9}$/.test(written))
    throw invalidArgument(name, `Provided ${name} not an integer or within integer range`);
  return Math.min(Number(written), MOST_LISTED);
}

function readToken(token: string): string {
  const key = Buffer.from(token, "base64url").toString();
  if (key === "" || Buffer.from(key).toString("base64url") !== token)
    throw invalidArgument("continuation-token", "The continuation token provided is incorrect");
  return key;
}

/** How keys and prefixes are written in the answer. */
export function writer({ parameters }: S3Request): (text: string) => string {
  const encoding = parameters.get("encoding-type");
  if (encoding !== undefined && encoding !== "url")
    throw invalidArgument("encoding-type", "Invalid Encoding Method specified in Request");
  return encoding === "url" ? inUrl : (text) => text;
}

function headOf({ bucket, parameters }: S3Request, written: (text: string) => string): Contents {
  const delimiter = parameters.get("delimiter");
  return {
    Name: bucket,
    Prefix: written(parameters.get("prefix") ?? ""),
    Delimiter: delimiter && written(delimiter),
    EncodingType: parameters.get("encoding-type"),
  };
}

interface Style {
  readonly written: (text: string) => string;
  readonly desk: Desk;
  readonly showsOwner: boolean;
}

const entriesOf = (
  { items, prefixes }: Listing<StoredObject>,
  { written, desk, showsOwner }: Style,
): Contents => ({
  Contents: items.map(({ key, modified, etag, blob }) => ({
    Key: written(key),
    LastModified: modified,
    ETag: etag,
    Size: blob.size,
    Owner: showsOwner ? { ID: desk.accountId } : undefined,
    StorageClass: "STANDARD",
  })),
  CommonPrefixes: prefixes.map((prefix) => ({ Prefix: written(prefix) })),
});
