import { DynamoDBClient } from "@aws-sdk/client-dynamodb";

/** Also those that have expired: whoever has configured credentials may mean AWS. */
export async function hasAwsCredentials(): Promise<boolean> {
  if (process.env.AWS_PROFILE) return true;
  const client = new DynamoDBClient({ region: "eu-central-1" });
  try {
    await client.config.credentials();
    return true;
  } catch (error) {
    // What the SDK says when it has found none at all; anything else is said of some that it cannot use.
    return !(
      error instanceof Error && error.message.startsWith("Could not load credentials from any providers")
    );
  } finally {
    client.destroy();
  }
}
