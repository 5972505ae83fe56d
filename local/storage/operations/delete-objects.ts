import { AccessError } from "../../identity/access";
import { CHECKSUM_HEADERS } from "../checksums";
import { type Desk, onObject, type PlannedRequest, type S3Operation, xmlAnswer } from "../operation";
import { checksumOf } from "../payload";
import { invalidRequest, malformedXml, notImitated } from "../s3-error";
import { type Contents, type Element, readXml, textIn, xmlDocument } from "../xml";

export const deleteObject: S3Operation = {
  name: "DeleteObject",
  method: "DELETE",
  on: "object",
  marks: [],
  parameters: [],
  headers: [],
  plan: ({ bucket, key }) => ({
    deeds: [onObject("s3:DeleteObject", { bucket, key })],
    async carryOut({ files }) {
      files.delete({ bucket, key });
      return { status: 204, headers: {} };
    },
  }),
};

const MOST_KEYS = 1_000;

/** Whoever may delete only some of the keys is answered key by key: the request as such only has to be signed. */
export const deleteObjects: S3Operation = {
  name: "DeleteObjects",
  method: "POST",
  on: "bucket",
  marks: ["delete"],
  parameters: [],
  headers: CHECKSUM_HEADERS,
  plan(request) {
    const { bucket } = request;
    requireDigest(request);
    const { keys, isQuiet } = readKeys(readXml(request.payload.content));
    return {
      deeds: [],
      async carryOut(desk) {
        const outcomes: Contents[] = [];
        for (const key of keys) outcomes.push(await outcomeOf(bucket, key, desk));
        return xmlAnswer(
          xmlDocument("DeleteResult", {
            Deleted: isQuiet ? [] : outcomes.filter(({ Code }) => Code === undefined),
            Error: outcomes.filter(({ Code }) => Code !== undefined),
          }),
        );
      },
    };
  },
};

async function outcomeOf(bucket: string, key: string, { ask, files }: Desk): Promise<Contents> {
  try {
    await ask([onObject("s3:DeleteObject", { bucket, key })]);
  } catch (error) {
    if (!(error instanceof AccessError)) throw error;
    return { Key: key, Code: error.code, Message: error.message };
  }
  files.delete({ bucket, key });
  return { Key: key };
}

function requireDigest({ headers, payload }: PlannedRequest): void {
  if (headers.get("content-md5") === undefined && checksumOf(payload) === undefined)
    throw invalidRequest("Missing required header for this request: Content-MD5 OR x-amz-checksum-*");
}

function readKeys(root: Element): { readonly keys: readonly string[]; readonly isQuiet: boolean } {
  if (root.name !== "Delete") throw malformedXml();
  const strange = root.children.find(({ name }) => name !== "Object" && name !== "Quiet");
  const objects = root.children.filter(({ name }) => name === "Object");
  if (strange !== undefined || objects.length === 0 || objects.length > MOST_KEYS) throw malformedXml();
  return { keys: objects.map(readKey), isQuiet: textIn(root, "Quiet") === "true" };
}

function readKey(object: Element): string {
  const strange = object.children.find(({ name }) => name !== "Key");
  if (strange !== undefined) throw notImitated(`DeleteObjects with the element ${strange.name}`);
  const key = textIn(object, "Key");
  if (key === undefined || key === "") throw malformedXml();
  return key;
}
