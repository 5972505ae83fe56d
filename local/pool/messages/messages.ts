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
  /** The address or the number itself. */
  readonly to: string;
}

/** Sends a code to an address, and tells where it went. */
export async function sendCode(pool: Pool, { address, to, ...message }: CodeMessage & Destination) {
  await sendMessage(pool, message, [{ address, to }]);
  return codeDelivery(address, to);
}

/**
 * Writes a message by custom-message, or by the pool's own template, and puts it into the inbox. The trigger runs
 * once for all destinations.
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
    // Functions, because a password may hold characters such as `$&`, which a replacement text would interpret.
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

/** The pool's own text, for parts that custom-message does not write. */
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

/** The name that the message tells the person to sign in with. */
const signInNameOf = ({ settings }: Pool, { username, attributes }: User): string | undefined =>
  settings.usernameAttributes.length > 0 ? attributes.email : username;

/** Cognito's description of where a code went, with the address masked. */
export function codeDelivery(address: Address, to: string) {
  const masked =
    address === "email"
      ? to.replace(/^(.)[^@]*@(.).*$/, "$1***@$2***")
      : `+${"*".repeat(Math.max(to.length - 5, 0))}${to.slice(-4)}`;
  return { AttributeName: address, DeliveryMedium: mediumOf(address), Destination: masked };
}
