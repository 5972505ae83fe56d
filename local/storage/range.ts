import type { Span } from "./blobs";
import { invalidArgument, S3Error } from "./s3-error";

/** The bytes that a header asks for. Undefined stands for all: S3 heeds neither several ranges nor what it cannot read. */
export function readRange(range: string | undefined, size: number): Span | undefined {
  const [, first = "", last = ""] = /^bytes=\s*(\d{0,15})\s*-\s*(\d{0,15})\s*$/.exec(range ?? "") ?? [];
  if (first === "" && last === "") return undefined;
  if (first !== "" && last !== "" && Number(first) > Number(last)) return undefined;
  const span =
    first === ""
      ? { first: Math.max(0, size - Number(last)), last: size - 1 }
      : { first: Number(first), last: last === "" ? size - 1 : Math.min(Number(last), size - 1) };
  if (span.first > span.last)
    throw new S3Error("InvalidRange", "The requested range is not satisfiable", 416, {
      RangeRequested: range ?? "",
      ActualObjectSize: String(size),
    });
  return span;
}

/** The bytes that a part is copied from, which must all be there. Undefined stands for the whole object. */
export function readWholeRange(name: string, range: string | undefined, size: number): Span | undefined {
  if (range === undefined) return undefined;
  const [, first, last] = /^bytes=(\d{1,15})-(\d{1,15})$/.exec(range) ?? [];
  if (first === undefined || last === undefined || Number(first) > Number(last) || Number(last) >= size)
    throw invalidArgument(name, `The range must be bytes=first-last, within the ${size} bytes of the source`);
  return { first: Number(first), last: Number(last) };
}
