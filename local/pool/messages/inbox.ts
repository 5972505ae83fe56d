/** A message that Cognito or a function would have sent. */
export interface InboxMessage {
  readonly at: string;
  readonly medium: "EMAIL" | "SMS";
  readonly to: string;
  /** The user whom Cognito writes to. */
  readonly username?: string;
  /**
   * The trigger source of Cognito's message, such as `CustomMessage_SignUp`, or the operation by which a function
   * has sent it, such as `SendEmail`.
   */
  readonly occasion: string;
  /** The sender, if a function has named one. */
  readonly from?: string;
  readonly subject?: string;
  readonly body: string;
  /** The plain-text version, if the sender has written one. */
  readonly text?: string;
  /** The code, or the first address of the text, so that readers need not search the body for it. */
  readonly code?: string;
  readonly link?: string;
}

export interface Inbox {
  deliver(message: InboxMessage): void;
  /** The newest last. With an address or a number, only the messages to it. */
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
