import { GetParameterCommand, SSMClient } from "@aws-sdk/client-ssm";

/** The value of a SecureString in Parameter Store, by its path. */
export async function readParameter(Name: string, abortSignal: AbortSignal): Promise<string | undefined> {
  const client = new SSMClient({
    maxAttempts: 2,
    requestHandler: { connectionTimeout: 500, requestTimeout: 1_000, throwOnRequestTimeout: true },
  });
  try {
    const { Parameter } = await client.send(new GetParameterCommand({ Name, WithDecryption: true }), {
      abortSignal,
    });
    return Parameter?.Value;
  } finally {
    client.destroy();
  }
}
