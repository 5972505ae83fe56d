/** A message that Cognito would have sent. */
export interface InboxMessage {
  readonly at: string;
  readonly medium: "EMAIL" | "SMS";
  readonly to: string;
  readonly username: string;
  /** The trigger source of its occasion: `CustomMessage_SignUp`. */
  readonly occasion: string;
  readonly subject?: string;
  readonly body: string;
  /** What the message is for, so that nobody has to read it out of the body. */
  readonly code: string;
}

export interface Inbox {
  deliver(message: InboxMessage): void;
  /** Newest last; only those to a mailbox or telephone, if one is given. */
  messages(to?: string): readonly InboxMessage[];
}

const MOST_KEPT = 500;

export function createInbox(onMessage: (message: InboxMessage) => void = () => {}): Inbox {
  const messages: InboxMessage[] = [];
  return {
    deliver(message) {
      messages.push(message);
      if (messages.length > MOST_KEPT) messages.shift();
      onMessage(message);
    },
    messages: (to) =>
      messages.filter((message) => to === undefined || message.to.toLowerCase() === to.toLowerCase()),
  };
}
