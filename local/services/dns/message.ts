/** What somebody asks of DNS. */
export interface Question {
  readonly id: number;
  /** In lower case, without a dot at its end. */
  readonly name: string;
  readonly type: number;
  /** As it was sent, for the answer to repeat. */
  readonly written: Buffer;
  readonly wantsRecursion: boolean;
}

export const TXT = 16;

/** Why an answer holds no records. */
export const RCODE = { noError: 0, serverFailure: 2, noSuchName: 3 } as const;

const HEADER = 12;
const IS_ANSWER = 0x8000;
const OPCODE = 0x7800;
const IS_AUTHORITATIVE = 0x0400;
const RECURSION_DESIRED = 0x0100;
/** The name of the question, which begins after the header. */
const SAME_NAME = 0xc000 | HEADER;
const INTERNET = 1;
const LONGEST_STRING = 255;

/** The question of a message. Undefined for answers, other operations and truncated messages. */
export function readQuestion(message: Buffer): Question | undefined {
  if (message.length < HEADER || message.readUInt16BE(4) !== 1) return undefined;
  const flags = message.readUInt16BE(2);
  if ((flags & (IS_ANSWER | OPCODE)) !== 0) return undefined;
  const labels: string[] = [];
  let at = HEADER;
  for (;;) {
    const length = message[at];
    // Longer values are pointers, which a question does not need.
    if (length === undefined || length > 63) return undefined;
    at += 1 + length;
    if (length === 0) break;
    labels.push(message.toString("latin1", at - length, at));
  }
  if (message.length < at + 4) return undefined;
  return {
    id: message.readUInt16BE(0),
    name: labels.join(".").toLowerCase(),
    type: message.readUInt16BE(at),
    written: message.subarray(HEADER, at + 4),
    wantsRecursion: (flags & RECURSION_DESIRED) !== 0,
  };
}

/** The answer to a question: a TXT record for each text, or a code why there are none. */
export function writeAnswer(
  { id, written, wantsRecursion }: Question,
  { code = RCODE.noError, texts = [] }: { readonly code?: number; readonly texts?: readonly string[] },
): Buffer {
  const header = Buffer.alloc(HEADER);
  header.writeUInt16BE(id, 0);
  header.writeUInt16BE(IS_ANSWER | IS_AUTHORITATIVE | (wantsRecursion ? RECURSION_DESIRED : 0) | code, 2);
  header.writeUInt16BE(1, 4);
  header.writeUInt16BE(texts.length, 6);
  return Buffer.concat([header, written, ...texts.map(record)]);
}

/** It has a TTL of zero, so that a change of the text shows at once. */
function record(text: string): Buffer {
  const data = Buffer.concat(stringsOf(Buffer.from(text)));
  const head = Buffer.alloc(12);
  head.writeUInt16BE(SAME_NAME, 0);
  head.writeUInt16BE(TXT, 2);
  head.writeUInt16BE(INTERNET, 4);
  head.writeUInt32BE(0, 6);
  head.writeUInt16BE(data.length, 10);
  return Buffer.concat([head, data]);
}

/** A text is one or more strings, each with its length before it. */
function stringsOf(text: Buffer): readonly Buffer[] {
  const first = text.subarray(0, LONGEST_STRING);
  const rest = text.subarray(LONGEST_STRING);
  return [Buffer.of(first.length), first, ...(rest.length > 0 ? stringsOf(rest) : [])];
}
