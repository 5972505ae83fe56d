import { GetParameterCommand, SSMClient } from "@aws-sdk/client-ssm";
import { QUICK_AWS_CLIENT } from "../runtime/time-budget";

/** The value of a SecureString in Parameter Store, by its path. */
export async function readParameter(Name: string, abortSignal: AbortSignal): Promise<string | undefined> {
  const client = new SSMClient(QUICK_AWS_CLIENT);
  try {
    const { Parameter } = await client.send(new GetParameterCommand({ Name, WithDecryption: true }), {
      abortSignal,
    });
    return Parameter?.Value;
  } finally {
    client.destroy();
  }
}
