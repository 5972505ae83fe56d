import type { ClientSecret } from "../../pool";
import { randomText } from "../../random-text";
import { epochSeconds } from "../epoch-seconds";

/** Two, so that a new secret can take over while the old one still works. */
export const MOST_SECRETS = 2;

export const newSecret = (clientId: string, given: string | undefined, now: Date): ClientSecret => ({
  id: `${clientId}--${randomText(13, "0123456789")}`,
  value: given ?? randomText(51),
  createdAt: now.toISOString(),
});

/**
 * Without the value. A secret's value is in the answer that creates it; DescribeUserPoolClient tells that of the
 * oldest.
 */
export const secretShape = ({ id, createdAt }: ClientSecret) => ({
  ClientSecretId: id,
  ClientSecretCreateDate: epochSeconds(createdAt),
});
