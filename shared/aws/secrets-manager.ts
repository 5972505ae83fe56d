import { GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";

/** The current value of a secret in Secrets Manager, by its name or ARN. */
export async function readSecret(SecretId: string, abortSignal: AbortSignal): Promise<string | undefined> {
  const client = new SecretsManagerClient({
    maxAttempts: 2,
    requestHandler: { connectionTimeout: 500, requestTimeout: 1_000, throwOnRequestTimeout: true },
  });
  try {
    return (await client.send(new GetSecretValueCommand({ SecretId }), { abortSignal })).SecretString;
  } finally {
    client.destroy();
  }
}
