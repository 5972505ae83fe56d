import { buffer } from "node:stream/consumers";
import { crc32 } from "node:zlib";
import {
  ConditionalCheckFailedException,
  PutItemCommand,
  type PutItemCommandInput,
  type PutItemCommandOutput,
} from "@aws-sdk/client-dynamodb";
import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { SignatureV4 } from "@smithy/signature-v4";
import { isRecord, parseJson } from "../../shared/json";

type Request = Parameters<SignatureV4["sign"]>[0] & { readonly hostname: string };

type OldItem = Pick<PutItemCommandOutput, "Attributes">;

/** The headers of the SDK's request that hold for every other one. What is of one request alone is not among them. */
const KEPT = ["host", "content-type", "x-amz-target", "user-agent"];

const REFUSED = /#ConditionalCheckFailedException$/;

/**
 * Puts items with half of the work that the SDK has with each. The SDK makes the first request, and the others are like it
 * but for their item. Only success counts, and that the condition is false: after anything else the SDK makes the request
 * again, so that its retries and its errors stay what they are. Only writes that may be repeated can be sent like this.
 */
export function quickPuts(client: DynamoDBDocumentClient) {
  const { config } = client;
  const { credentials, region, sha256, requestHandler } = config;
  const signer = new SignatureV4({ service: "dynamodb", credentials, region, sha256, applyChecksum: false });
  let example: Request | undefined;

  async function byTheSdk(input: PutItemCommandInput): Promise<OldItem> {
    const command = new PutItemCommand(input);
    command.middlewareStack.add(
      (next) => (step) => {
        example ??= step.request as Request;
        return next(step);
      },
      { step: "finalizeRequest", priority: "low", name: "takeExample" },
    );
    return client.send(command);
  }

  /** Undefined, unless the answer says for certain what has become of the item. */
  async function quickly(
    input: PutItemCommandInput,
    like: Request,
  ): Promise<OldItem | "refused" | undefined> {
    const body = JSON.stringify(input);
    const headers = Object.fromEntries(KEPT.map((name) => [name, like.headers[name] ?? ""]));
    const request = {
      ...like,
      body,
      headers: { ...headers, "content-length": String(Buffer.byteLength(body)) },
    };
    const signingDate = new Date(Date.now() + config.systemClockOffset);
    const { response } = await requestHandler.handle(await signer.sign(request, { signingDate }));
    const bytes = await buffer(response.body);
    if (Number(response.headers["x-amz-crc32"]) !== crc32(bytes)) return undefined;
    const answer = parseJson(bytes.toString());
    if (!isRecord(answer)) return undefined;
    if (response.statusCode === 400) return REFUSED.test(String(answer.__type)) ? "refused" : undefined;
    const isSuccess =
      response.statusCode === 200 && Object.keys(answer).every((name) => name === "Attributes");
    return isSuccess ? { Attributes: answer.Attributes as OldItem["Attributes"] } : undefined;
  }

  return async (input: PutItemCommandInput): Promise<OldItem> => {
    const quick = example && (await quickly(input, example).catch(() => undefined));
    if (quick === "refused") throw new ConditionalCheckFailedException({ message: "refused", $metadata: {} });
    return quick ?? byTheSdk(input);
  };
}
