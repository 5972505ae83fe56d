import { randomBytes } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import type { IncomingMessage } from "node:http";
import { listenDeferred } from "./deferred-server";
import { parseJson } from "./json";
import { isObject, type Json } from "./stack/properties";
import { forThisComputer } from "./this-computer";

/** Secrets Manager and Parameter Store, so far as functions read them, out of a file: an object of names and their values. */
export interface Secrets {
  readonly url: string;
  stop(): Promise<void>;
}

/** Fails if the file lacks a secret that the functions read. Later changes of the file take effect on the next question. */
export async function startSecrets(file: string, names: readonly string[]): Promise<Secrets> {
  const secrets = readSecrets(file);
  for (const name of names)
    if (!Object.hasOwn(secrets, name))
      throw new Error(
        `the secret ${name}, which the functions read, is not in ${file}: put it there, as {${JSON.stringify(name)}: {...}}`,
      );
  const server = await listenDeferred(0);
  // Known to the functions alone: whoever else is on this computer must not read secrets.
  const url = `${server.url}/${randomBytes(16).toString("hex")}`;
  server.answerWith(
    forThisComputer([], async (request, response) => {
      if (!`${server.url}${request.url}`.startsWith(url)) {
        response.writeHead(403).end();
        return;
      }
      const answer = answerTo(await read(request), readSecrets(file));
      response.writeHead("__type" in answer ? 400 : 200, { "content-type": "application/x-amz-json-1.1" });
      response.end(JSON.stringify(answer));
    }),
  );
  return { url, stop: server.close };
}

interface Question {
  readonly operation: string;
  readonly input: Json;
}

async function read(request: IncomingMessage): Promise<Question> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return {
    operation: String(request.headers["x-amz-target"]),
    input: JSON.parse(Buffer.concat(chunks).toString("utf8")) as Json,
  };
}

function answerTo({ operation, input }: Question, secrets: Json): Json {
  const textOf = (name: unknown) =>
    typeof name === "string" && Object.hasOwn(secrets, name) ? JSON.stringify(secrets[name]) : undefined;
  switch (operation) {
    case "secretsmanager.GetSecretValue": {
      const SecretString = textOf(input.SecretId);
      return SecretString === undefined
        ? { __type: "ResourceNotFoundException", Message: "Secrets Manager can't find the specified secret." }
        : { Name: input.SecretId, SecretString, VersionStages: ["AWSCURRENT"] };
    }
    case "AmazonSSM.GetParameter": {
      const Value = textOf(input.Name);
      return Value === undefined
        ? { __type: "ParameterNotFound" }
        : { Parameter: { Name: input.Name, Type: "SecureString", Value, Version: 1 } };
    }
    default:
      return { __type: "InvalidAction", message: `${operation} is not imitated` };
  }
}

function readSecrets(file: string): Json {
  if (!existsSync(file)) return {};
  const secrets = parseJson(readFileSync(file, "utf8"));
  if (!isObject(secrets)) throw new Error(`${file} is not an object of names and secrets`);
  return secrets;
}
