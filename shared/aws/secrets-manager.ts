import { GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { QUICK_AWS_CLIENT } from "../runtime/time-budget";

/** The current value of a secret in Secrets Manager, by its name or ARN. */
export async function readSecret(SecretId: string, abortSignal: AbortSignal): Promise<string | undefined> {
  const client = new SecretsManagerClient(QUICK_AWS_CLIENT);
  try {
    return (await client.send(new GetSecretValueCommand({ SecretId }), { abortSignal })).SecretString;
  } finally {
    client.destroy();
  }
}
