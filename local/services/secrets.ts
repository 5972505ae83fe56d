import { existsSync, readFileSync } from "node:fs";
import { parseJson } from "../json";
import { isObject, type Json } from "../stack/properties";
import { type Call, notImitated, type Service, ServiceError, startService } from "./service";

/**
 * Secrets Manager and Parameter Store out of a file: an object of names and their values. Fails if the file lacks a secret that the
 * functions read. Later changes of the file take effect on the next question.
 */
export async function startSecrets(file: string, names: readonly string[]): Promise<Service> {
  const secrets = readSecrets(file);
  for (const name of names)
    if (!Object.hasOwn(secrets, name))
      throw new Error(
        `the secret ${name}, which the functions read, is not in ${file}: put it there, as {${JSON.stringify(name)}: {...}}`,
      );
  return startService((call) => answerTo(call, readSecrets(file)));
}

function answerTo({ operation, input }: Call, secrets: Json): Json {
  const textOf = (name: unknown) =>
    typeof name === "string" && Object.hasOwn(secrets, name) ? JSON.stringify(secrets[name]) : undefined;
  switch (operation) {
    case "secretsmanager.GetSecretValue": {
      const SecretString = textOf(input.SecretId);
      if (SecretString === undefined)
        throw new ServiceError(
          "ResourceNotFoundException",
          "Secrets Manager can't find the specified secret.",
        );
      return { Name: input.SecretId, SecretString, VersionStages: ["AWSCURRENT"] };
    }
    case "AmazonSSM.GetParameter": {
      const Value = textOf(input.Name);
      if (Value === undefined) throw new ServiceError("ParameterNotFound", "");
      return { Parameter: { Name: input.Name, Type: "SecureString", Value, Version: 1 } };
    }
    default:
      throw notImitated(operation);
  }
}

/** Reads a setting of the template, which may refer to a part of a secret, as CloudFormation does at a deployment. */
export const settingsReader =
  (file: string) =>
  (text: string): string => {
    const [, name, key] = REFERENCE.exec(text) ?? [];
    if (name === undefined || key === undefined) return text;
    const secrets = readSecrets(file);
    const secret = Object.hasOwn(secrets, name) ? secrets[name] : undefined;
    const value = isObject(secret) ? secret[key] : undefined;
    if (typeof value !== "string") throw new Error(`${file} holds no ${key} of the secret ${name}`);
    return value;
  };

const REFERENCE = /^\{\{resolve:secretsmanager:(.+):SecretString:([^:}]+)(?:::[\w-]+)?\}\}$/;

function readSecrets(file: string): Json {
  if (!existsSync(file)) return {};
  const secrets = parseJson(readFileSync(file, "utf8"));
  if (!isObject(secrets)) throw new Error(`${file} is not an object of names and secrets`);
  return secrets;
}
