import type { Secret } from "../../aws/secret";
import { FaultError } from "../../runtime/errors";
import { DATABASE_BEGIN_MS, DATABASE_CONNECT_MS } from "../../runtime/time-budget";
import { unlessAborted, withTimeLimit } from "../../runtime/time-limit";
import { AmbiguousLoginError, type LegacyUsers, readLegacyUser } from "../legacy-user";
import type { TableSettings } from "../source-settings";
import { readDatabase } from "./database";
import { faultOf } from "./database-problem";
import type { Selected, SqlConnection, SqlDriver } from "./sql-driver";

/** The users in one table of a database. A container keeps one connection, and opens another after an error. */
export function sqlUsers(driver: SqlDriver, { mapping, tls }: TableSettings, secret: Secret): LegacyUsers {
  // Begun before anybody signs in, because it would take its time from the deadline of the first invocation.
  // If it fails, `open` meets the same error and tells it.
  driver.load().catch(() => undefined);
  const loginAt = mapping.columns.indexOf(mapping.loginColumn);
  let kept: SqlConnection | undefined;
  /** The host of the latest connection. */
  let host = "";
  const drop = (connection: SqlConnection) => {
    connection.destroy();
    if (kept === connection) kept = undefined;
  };

  async function open(signal: AbortSignal): Promise<SqlConnection> {
    const database = await readDatabase(secret, { tls, defaultPort: driver.defaultPort }, signal);
    ({ host } = database);
    try {
      const connection = await driver.open(database, () => drop(connection));
      kept = connection;
      await within(DATABASE_CONNECT_MS, connection.ready, signal);
      return connection;
    } catch (error) {
      // The secret may have been changed, or may be corrected.
      secret.forget();
      throw error;
    }
  }

  async function select(login: string, signal: AbortSignal): Promise<Selected> {
    try {
      const connection = kept ?? (await open(signal));
      // A connection that was lost unnoticed fails here.
      await within(DATABASE_BEGIN_MS, connection.begin(), signal);
      return await unlessAborted(connection.select(driver.question(mapping, login)), signal);
    } catch (error) {
      if (kept !== undefined) drop(kept);
      throw error;
    }
  }

  /** Tries once more if the connection may have been lost, or the password changed, since they were last used. */
  async function selectTwiceIfOutdated(login: string, signal: AbortSignal): Promise<Selected> {
    const wasOpen = kept !== undefined;
    try {
      return await select(login, signal);
    } catch (error) {
      const problem = driver.problemOf(error);
      const isOutdated = problem === "credentials" || (problem === "connection" && wasOpen);
      if (!isOutdated || signal.aborted) throw error;
      secret.forget();
      return await select(login, signal);
    }
  }

  return {
    async findByLogin(login, signal) {
      const { rows, areTexts } = await selectTwiceIfOutdated(login, signal).catch((error) => {
        if (error instanceof FaultError) throw error;
        throw faultOf(driver.problemOf(error), error, { mapping, secret: secret.name, host });
      });
      // Checked before the rows, so that a fault does not depend on whether the login is known.
      mapping.checkTypes(areTexts);
      const [row, another] = rows;
      if (another !== undefined) throw new AmbiguousLoginError(mapping.table.join("."));
      // A database may treat other letters as equal, but addresses are ASCII.
      if (row === undefined || lowerCase(row[loginAt]) !== login) return undefined;
      return readLegacyUser(login, mapping.itemOf(row));
    },
  };
}

const lowerCase = (login: unknown): string =>
  String(login).replace(/[A-Z]/g, (letter) => letter.toLowerCase());

const within = <Value>(milliseconds: number, work: Promise<Value>, signal: AbortSignal): Promise<Value> =>
  withTimeLimit(milliseconds, signal, (limited) => unlessAborted(work, limited));
