import { DynamoDBClient } from "@aws-sdk/client-dynamodb";

/** Expired credentials count as well, because an operator who has configured some may mean AWS. */
export async function hasAwsCredentials(): Promise<boolean> {
  if (process.env.AWS_PROFILE) return true;
  const client = new DynamoDBClient({ region: "eu-central-1" });
  try {
    await client.config.credentials();
    return true;
  } catch (error) {
    // The SDK says this when it finds none at all. Any other error is about credentials that it cannot use.
    return !(
      error instanceof Error && error.message.startsWith("Could not load credentials from any providers")
    );
  } finally {
    client.destroy();
  }
}
