import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { GetParameterCommand, GetParametersCommand, SSMClient } from "@aws-sdk/client-ssm";
import { settingsReader, startSecrets } from "../../../local/services/secrets";
import type { Service } from "../../../local/services/service";

let file: string;
let secrets: Service;
const write = (content: unknown) => writeFileSync(file, JSON.stringify(content));

beforeEach(async () => {
  file = path.join(mkdtempSync(path.join(tmpdir(), "secrets-")), "secrets.json");
  write({ "prod/legacy": { token: "a-token" }, "/prod/legacy": { token: "another" } });
  secrets = await startSecrets(file, ["prod/legacy"]);
});
afterEach(async () => {
  await secrets.stop();
  rmSync(path.dirname(file), { recursive: true });
});

const settings = () => ({
  endpoint: secrets.url,
  region: "eu-central-1",
  credentials: { accessKeyId: "test", secretAccessKey: "test" },
  maxAttempts: 1,
});
const secretOf = (SecretId: string) =>
  new SecretsManagerClient(settings()).send(new GetSecretValueCommand({ SecretId }));
const parameterOf = (Name: string) =>
  new SSMClient(settings()).send(new GetParameterCommand({ Name, WithDecryption: true }));

test("the SDK reads a secret and a parameter as from AWS", async () => {
  expect((await secretOf("prod/legacy")).SecretString).toBe('{"token":"a-token"}');
  expect((await parameterOf("/prod/legacy")).Parameter?.Value).toBe('{"token":"another"}');
});

test("a change of the file takes effect", async () => {
  write({ "prod/legacy": { token: "newer" } });
  expect((await secretOf("prod/legacy")).SecretString).toBe('{"token":"newer"}');
});

test("what is not in the file does not exist", async () => {
  await expect(secretOf("toString")).rejects.toMatchObject({ name: "ResourceNotFoundException" });
  await expect(parameterOf("prod/other")).rejects.toMatchObject({ name: "ParameterNotFound" });
});

test("nothing else is imitated", async () => {
  const asked = new SSMClient(settings()).send(new GetParametersCommand({ Names: ["/prod/legacy"] }));
  await expect(asked).rejects.toThrow("AmazonSSM.GetParameters is not imitated");
});

test("nobody reads anything who has not been told the address", async () => {
  const answer = await fetch(new URL("/", secrets.url), {
    method: "POST",
    headers: { "x-amz-target": "secretsmanager.GetSecretValue" },
    body: JSON.stringify({ SecretId: "prod/legacy" }),
  });
  expect([answer.status, await answer.text()]).toEqual([403, ""]);
});

test.each<[string, () => void, string]>([
  ["there is no file", () => rmSync(file), "the secret prod/legacy, which the functions read, is not in"],
  ["it is not in the file", () => write({}), "the secret prod/legacy, which the functions read, is not in"],
  ["the file is no object", () => write([]), "is not an object of names and secrets"],
])("a secret that is wanted stops the start if %s", async (_, change, message) => {
  change();
  await expect(startSecrets(file, ["prod/legacy"])).rejects.toThrow(message);
  write({});
});

test("a setting of the template may be a part of a secret", () => {
  const read = settingsReader(file);
  writeFileSync(file, JSON.stringify({ "prod/acme": { client_id: "the-pool" } }));
  expect(read("openid email")).toBe("openid email");
  expect(read("{{resolve:secretsmanager:prod/acme:SecretString:client_id}}")).toBe("the-pool");
  for (const setting of ["prod/acme:SecretString:client_secret", "prod/none:SecretString:client_id"])
    expect(() => read(`{{resolve:secretsmanager:${setting}}}`)).toThrow(
      /holds no client_\w+ of the secret prod\//,
    );
});
