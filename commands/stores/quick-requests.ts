import { buffer } from "node:stream/consumers";
import { crc32 } from "node:zlib";
import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import {
  DeleteCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  UpdateCommand,
} from "@aws-sdk/lib-dynamodb";
import { marshall, unmarshall } from "@aws-sdk/util-dynamodb";
import { SignatureV4 } from "@smithy/signature-v4";
import { isAnswer } from "../../shared/aws/checked-answers";
import { isRecord, parseJson } from "../../shared/json";

type Request = Parameters<SignatureV4["sign"]>[0] & { readonly hostname: string };
type Send = DynamoDBDocumentClient["send"];
type Command = Parameters<Send>[0];
type Options = Parameters<DynamoDBDocumentClient["config"]["requestHandler"]["handle"]>[1];
type Item = Parameters<typeof unmarshall>[0];

/** The headers of the SDK's request that are the same for every other request. */
const KEPT = ["host", "content-type", "x-amz-target", "user-agent"];

/** The commands about one item or one query. */
const QUICK = [DeleteCommand, GetCommand, PutCommand, QueryCommand, UpdateCommand];

/** The members of their inputs that hold values. */
const VALUES = ["Item", "Key", "ExpressionAttributeValues", "ExclusiveStartKey"];

const REFUSED = /#ConditionalCheckFailedException$/;

/**
 * The same client, with half of the SDK's work for each request. The SDK makes the first request of an operation, and later ones
 * copy it with other content. Only a success and a failed condition are taken from their answers. After anything else, the SDK
 * makes the request again, so its retries and errors apply. So it may be used only where writes can be repeated.
 */
export function quickRequests(client: DynamoDBDocumentClient): DynamoDBDocumentClient {
  const { config } = client;
  const { credentials, region, sha256, requestHandler } = config;
  const translation = config.translateConfig;
  // The SDK sets these two for values, and what is translated here are whole items.
  const marshallOptions = { ...translation?.marshallOptions, convertTopLevelContainer: false };
  const unmarshallOptions = { ...translation?.unmarshallOptions, convertWithoutMapWrapper: false };
  const signer = new SignatureV4({ service: "dynamodb", credentials, region, sha256, applyChecksum: false });
  /** By the class of the command. */
  const examples = new Map<unknown, Request>();

  function bySdk(command: Command, options: Options) {
    command.middlewareStack.add(
      (next) => (step) => {
        if (!examples.has(command.constructor)) examples.set(command.constructor, step.request as Request);
        return next(step);
      },
      { step: "finalizeRequest", priority: "low" },
    );
    return client.send(command, options);
  }

  /** Undefined, unless the answer is certain. */
  async function quickly(
    input: Command["input"],
    like: Request,
    options: Options,
  ): Promise<object | "refused" | undefined> {
    const written = Object.entries(input).map(([name, value]) => [
      name,
      VALUES.includes(name) && value !== undefined ? marshall(value, marshallOptions) : value,
    ]);
    const body = JSON.stringify(Object.fromEntries(written));
    const headers = Object.fromEntries(KEPT.map((name) => [name, like.headers[name] ?? ""]));
    const request = {
      ...like,
      body,
      headers: { ...headers, "content-length": String(Buffer.byteLength(body)) },
    };
    const signingDate = new Date(Date.now() + config.systemClockOffset);
    const { response } = await requestHandler.handle(await signer.sign(request, { signingDate }), options);
    const bytes = await buffer(response.body);
    if (Number(response.headers["x-amz-crc32"]) !== crc32(bytes)) return undefined;
    const answer = parseJson(bytes.toString());
    if (response.statusCode === 400)
      return isRecord(answer) && REFUSED.test(String(answer.__type)) ? "refused" : undefined;
    const operation = like.headers["x-amz-target"]?.replace(/^.*\./, "") ?? "";
    return response.statusCode === 200 && isAnswer(operation, answer, input) ? read(answer) : undefined;
  }

  function read({ Item, Items, Attributes, LastEvaluatedKey, ...others }: Record<string, unknown>) {
    const values = (item: unknown) => unmarshall(item as Item, unmarshallOptions);
    return {
      ...others,
      ...(Item !== undefined && { Item: values(Item) }),
      ...(Items !== undefined && { Items: (Items as unknown[]).map(values) }),
      ...(Attributes !== undefined && { Attributes: values(Attributes) }),
      ...(LastEvaluatedKey !== undefined && { LastEvaluatedKey: values(LastEvaluatedKey) }),
    };
  }

  async function send(command: Command, options?: Options) {
    const example = examples.get(command.constructor);
    if (example === undefined || !QUICK.some((kind) => command instanceof kind))
      return bySdk(command, options);
    const quick = await quickly(command.input, example, options).catch(() => undefined);
    if (quick === "refused") throw new ConditionalCheckFailedException({ message: "refused", $metadata: {} });
    return quick ?? bySdk(command, options);
  }

  return Object.create(client, { send: { value: send } });
}
