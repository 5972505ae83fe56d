import type { Pool } from "../pool";
import type { MessageTemplates, PoolSettings } from "../settings";
import { askCustomMessage, CODE, type MessageRequest, USERNAME } from "../triggers/custom-message";
import { type Address, mediumOf } from "../users/addresses";
import type { User } from "../users/user";

interface CodeMessage extends MessageRequest {
  readonly code: string;
}

interface Destination {
  readonly address: Address;
  /** The value of the address. */
  readonly to: string;
}

/** Sends a code to an address, and tells where it went. */
export async function sendCode(pool: Pool, { address, to, ...message }: CodeMessage & Destination) {
  await sendMessage(pool, message, [{ address, to }]);
  return codeDelivery(address, to);
}

/**
 * Composes a message with custom-message, or with the pool's own template, and delivers it into the inbox. The
 * trigger is asked once for all destinations.
 */
export async function sendMessage(
  pool: Pool,
  message: CodeMessage,
  destinations: readonly Destination[],
): Promise<void> {
  const { occasion, user, code } = message;
  const written = await askCustomMessage(pool, message);
  const template = templateFor(pool.settings, occasion);
  for (const { address, to } of destinations) {
    const signInName = signInNameOf(pool, user) ?? to;
    // Functions, because a password may hold what a replacement text would read as a pattern.
    const fill = (text: string) => text.replaceAll(CODE, () => code).replaceAll(USERNAME, () => signInName);
    pool.inbox.deliver({
      at: pool.now().toISOString(),
      medium: mediumOf(address),
      to,
      username: user.username,
      occasion: `CustomMessage_${occasion}`,
      code,
      ...(address === "email"
        ? { subject: fill(written.subject ?? template.subject), body: fill(written.email ?? template.email) }
        : { body: fill(written.sms ?? template.sms) }),
    });
  }
}

/** What the pool writes where custom-message has nothing to say. */
function templateFor(settings: PoolSettings, occasion: MessageRequest["occasion"]): MessageTemplates {
  switch (occasion) {
    case "AdminCreateUser":
      return settings.invitationTemplates;
    case "Authentication":
      return { ...settings.signInEmail, sms: settings.signInSms };
    default:
      return settings.verificationTemplates;
  }
}

/** By which somebody is told to sign in. */
const signInNameOf = ({ settings }: Pool, { username, attributes }: User): string | undefined =>
  settings.usernameAttributes.length > 0 ? attributes.email : username;

/** As Cognito shows where a code went, without showing the address. */
export function codeDelivery(address: Address, to: string) {
  const masked =
    address === "email"
      ? to.replace(/^(.)[^@]*@(.).*$/, "$1***@$2***")
      : `+${"*".repeat(Math.max(to.length - 5, 0))}${to.slice(-4)}`;
  return { AttributeName: address, DeliveryMedium: mediumOf(address), Destination: masked };
}
