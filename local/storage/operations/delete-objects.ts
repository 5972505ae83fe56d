import { AccessError } from "../../identity/access";
import { CHECKSUM_HEADERS } from "../checksums";
import type { ObjectAddress } from "../files";
import { type Desk, onObject, type PlannedRequest, type S3Operation, xmlAnswer } from "../operation";
import { checksumOf } from "../payload";
import { invalidRequest, malformedXml, notImitated } from "../s3-error";
import { type Element, readXml, textIn, xmlDocument } from "../xml";

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

/** Each key is checked and answered by itself, because the sender may be allowed to delete only some of them. */
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
      deeds: "one by one",
      async carryOut({ ask, files }) {
        const outcomes: Outcome[] = [];
        for (const key of keys) outcomes.push({ key, denial: await denialOf({ bucket, key }, ask) });
        const allowed = outcomes.filter(({ denial }) => denial === undefined);
        for (const { key } of allowed) files.delete({ bucket, key });
        return xmlAnswer(
          xmlDocument("DeleteResult", {
            Deleted: isQuiet ? [] : allowed.map(({ key }) => ({ Key: key })),
            Error: outcomes.flatMap(({ key, denial }) =>
              denial === undefined ? [] : [{ Key: key, Code: denial.code, Message: denial.message }],
            ),
          }),
        );
      },
    };
  },
};

interface Outcome {
  readonly key: string;
  readonly denial: AccessError | undefined;
}

/** Why the key may not be deleted. Where nobody may do anything with this signature, the whole request fails. */
async function denialOf(address: ObjectAddress, ask: Desk["ask"]): Promise<AccessError | undefined> {
  try {
    await ask([onObject("s3:DeleteObject", address)]);
    return undefined;
  } catch (error) {
    if (error instanceof AccessError && error.code === "AccessDenied") return error;
    throw error;
  }
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
