import type { ClientSecret } from "../../pool";
import { randomText } from "../../random-text";
import { epochSeconds } from "../epoch-seconds";

/** Two, so that one can take over while the other still counts. */
export const MOST_SECRETS = 2;

export const newSecret = (clientId: string, given: string | undefined, now: Date): ClientSecret => ({
  id: `${clientId}--${randomText(13, "0123456789")}`,
  value: given ?? randomText(51),
  createdAt: now.toISOString(),
});

/** The value is told when the secret is made, and by DescribeUserPoolClient that of the older one. */
export const secretShape = ({ id, createdAt }: ClientSecret) => ({
  ClientSecretId: id,
  ClientSecretCreateDate: epochSeconds(createdAt),
});
