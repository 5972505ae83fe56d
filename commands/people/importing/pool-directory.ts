import { closeSync, openSync, readSync, writeSync } from "node:fs";
import { type FindProvider, type Identity, identityOf, provenEmail } from "../../../shared/people/identity";
import { PartedEntries } from "../../importing/parted-entries";
import { withoutName } from "../../importing/unnamed-file";
import type { OperatorPoolUser } from "../../stores/operator-pool";

/** Where a user stands in the file. */
interface Position {
  readonly offset: number;
  readonly length: number;
}

const OFFSET_BYTES = 6;
const LENGTH_BYTES = 4;

/** The entry of a user in the directory. */
interface Entry {
  /** The position of the user in the list of the pool. */
  readonly number: number;
  readonly identity: Identity;
}

/** The users that an address can mean. */
interface Bearers {
  readonly proven: readonly Identity[];
  readonly isClaimed: boolean;
}

/**
 * The users of the pool, by sub and by address, as they were when it was read. Cognito lists 60 of them with one request,
 * and allows an account some tens of these a second: two million are read in minutes, and looked up one by one in a day.
 * They are kept in files, so that memory does not grow with the pool.
 */
export class PoolDirectory {
  private readonly users = withoutName("pool-", (nameOf) => openSync(nameOf("users"), "wx+"));
  private readonly positions = new PartedEntries(OFFSET_BYTES + LENGTH_BYTES);
  private end = 0;
  private count = 0;
  private named = Buffer.alloc(0);

  private constructor() {}

  /** @param onUser told how many have been read */
  static async read(
    users: AsyncIterable<OperatorPoolUser>,
    { findProvider, signal }: { readonly findProvider: FindProvider; readonly signal: AbortSignal },
    onUser: (count: number) => void,
  ): Promise<PoolDirectory> {
    const directory = new PoolDirectory();
    try {
      for await (const user of users) {
        directory.add(await identityOfUser(user, findProvider, signal));
        onUser(directory.count);
      }
      directory.positions.sort();
      directory.named = Buffer.alloc(Math.ceil(directory.count / 8));
      return directory;
    } catch (error) {
      directory.close();
      throw error;
    }
  }

  /** How many users no row has named. */
  get unnamed(): number {
    let named = 0;
    for (const byte of this.named) for (let bits = byte; bits > 0; bits >>>= 1) named += bits & 1;
    return this.count - named;
  }

  bySub(sub: string): Identity | undefined {
    const [found] = this.find(`sub#${sub}`).filter(({ identity }) => identity.sub === sub);
    return found && this.name(found);
  }

  /** A user who has an address without having proven it may be anybody. */
  byAddress(address: string): Bearers {
    const bearers = this.find(`email#${address}`).filter(
      ({ identity }) => identity.email?.address === address,
    );
    const proven = bearers.filter(({ identity }) => provenEmail(identity) !== undefined);
    const [only, ...others] = proven;
    return {
      proven:
        only === undefined || others.length > 0 ? proven.map(({ identity }) => identity) : [this.name(only)],
      isClaimed: bearers.length > 0,
    };
  }

  close(): void {
    closeSync(this.users);
    this.positions.close();
  }

  private add(identity: Identity): void {
    const entry: Entry = { number: this.count, identity };
    const bytes = Buffer.from(JSON.stringify(entry));
    writeSync(this.users, bytes, 0, bytes.length, this.end);
    const position = { offset: this.end, length: bytes.length };
    this.index(`sub#${identity.sub}`, position);
    if (identity.email !== undefined) this.index(`email#${identity.email.address}`, position);
    this.end += bytes.length;
    this.count += 1;
  }

  private index(text: string, { offset, length }: Position): void {
    this.positions.add(text, (entries, at) => {
      entries.writeUIntBE(offset, at, OFFSET_BYTES);
      entries.writeUIntBE(length, at + OFFSET_BYTES, LENGTH_BYTES);
    });
  }

  private find(text: string): readonly Entry[] {
    return this.positions.notesOf(text).map((note) => {
      const bytes = Buffer.alloc(note.readUIntBE(OFFSET_BYTES, LENGTH_BYTES));
      readSync(this.users, bytes, 0, bytes.length, note.readUIntBE(0, OFFSET_BYTES));
      return JSON.parse(bytes.toString()) as Entry;
    });
  }

  private name({ number, identity }: Entry): Identity {
    const byte = number >>> 3;
    this.named.writeUInt8(this.named.readUInt8(byte) | (1 << (number & 7)), byte);
    return identity;
  }
}

/** Who a user is, by the rules that the triggers go by. */
const identityOfUser = (
  { username, sub, email, emailVerified, name, locale, identities, legacyId, status }: OperatorPoolUser,
  findProvider: FindProvider,
  signal: AbortSignal,
): Promise<Identity> =>
  identityOf(
    {
      triggerSource: "ListUsers",
      userName: username,
      request: {
        userAttributes: {
          sub,
          email,
          email_verified: String(emailVerified),
          name,
          locale,
          identities,
          "custom:legacy_id": legacyId,
          "cognito:user_status": status,
        },
      },
    },
    findProvider,
    signal,
  );
