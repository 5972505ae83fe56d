/** A message that Cognito or a function would have sent. */
export interface InboxMessage {
  readonly at: string;
  readonly medium: "EMAIL" | "SMS";
  readonly to: string;
  /** Of the user whom Cognito writes to. */
  readonly username?: string;
  /** The trigger source of its occasion, `CustomMessage_SignUp`, or the operation by which a function has sent it: `SendEmail`. */
  readonly occasion: string;
  /** Where a function has said so. */
  readonly from?: string;
  readonly subject?: string;
  readonly body: string;
  /** The same in plain text, where the sender has written both. */
  readonly text?: string;
  /** What the message is for, so that nobody has to read it out of the body: the code, or the first address of the text. */
  readonly code?: string;
  readonly link?: string;
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
