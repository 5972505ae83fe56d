import { createSocket } from "node:dgram";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { parseJson } from "../../json";
import { isObject } from "../../stack/properties";
import { type Question, RCODE, readQuestion, TXT, writeAnswer } from "./message";

/** DNS, so far as functions look up texts in it. */
export interface DnsServer {
  /** `127.0.0.1:<port>` */
  readonly address: string;
  stop(): Promise<void>;
}

/**
 * Answers out of a file: an object of names, each with the list of its texts. Later changes of the file take effect on the next
 * question. Without a file, no name exists.
 */
export async function startDns(file: string): Promise<DnsServer> {
  readRecords(file);
  const socket = createSocket("udp4");
  socket.on("message", (message, { address, port }) => {
    const question = readQuestion(message);
    if (question !== undefined) socket.send(answerTo(question, file), port, address);
  });
  socket.bind(0, "127.0.0.1");
  await once(socket, "listening");
  return {
    address: `127.0.0.1:${socket.address().port}`,
    stop: () => new Promise((resolve) => socket.close(() => resolve())),
  };
}

function answerTo(question: Question, file: string): Buffer {
  try {
    const texts = readRecords(file).get(question.name);
    if (texts === undefined) return writeAnswer(question, { code: RCODE.noSuchName });
    return writeAnswer(question, { texts: question.type === TXT ? texts : [] });
  } catch (error) {
    console.error(error);
    return writeAnswer(question, { code: RCODE.serverFailure });
  }
}

function readRecords(file: string): ReadonlyMap<string, readonly string[]> {
  if (!existsSync(file)) return new Map();
  const records = parseJson(readFileSync(file, "utf8"));
  if (!isObject(records) || !Object.values(records).every(isTexts))
    throw new Error(`${file} is not an object of names and lists of texts`);
  return new Map(Object.entries(records).map(([name, texts]) => [plain(name), texts as readonly string[]]));
}

const isTexts = (value: unknown): boolean =>
  Array.isArray(value) && value.every((text) => typeof text === "string");

/** Names are the same in any case, and a dot at the end only says that they are whole. */
const plain = (name: string): string => name.toLowerCase().replace(/\.$/, "");
