import type { Secret } from "../../aws/secret";
import { FaultError } from "../../errors";
import { type LegacyUsers, readLegacyUser } from "../legacy-user";
import type { TableSettings } from "../source-settings";
import { readDatabase } from "./database";
import type { Rows, SqlConnection, SqlDriver } from "./sql-driver";
import { faultOf } from "./sql-problem";

const CONNECT_MS = 1_000;

/** The users in one table of a database. A container keeps one connection, and opens another after an error. */
export function sqlUsers(driver: SqlDriver, { mapping, tls }: TableSettings, secret: Secret): LegacyUsers {
  const statement = driver.statement(mapping);
  const loginAt = mapping.columns.indexOf(mapping.login);
  let kept: SqlConnection | undefined;
  const drop = (connection: SqlConnection) => {
    connection.destroy();
    if (kept === connection) kept = undefined;
  };

  async function open(signal: AbortSignal): Promise<SqlConnection> {
    const database = await readDatabase(secret, { tls, defaultPort: driver.defaultPort }, signal);
    const connection = await driver.open(database, () => drop(connection));
    kept = connection;
    await unlessAborted(connection.ready, AbortSignal.any([signal, AbortSignal.timeout(CONNECT_MS)]));
    return connection;
  }

  async function select(login: string, signal: AbortSignal): Promise<Rows> {
    try {
      const connection = kept ?? (await open(signal));
      return await unlessAborted(connection.select(statement, login), signal);
    } catch (error) {
      if (kept !== undefined) drop(kept);
      throw error;
    }
  }

  /** Since they were last used, a connection may have been lost and a password changed. */
  async function selectTwiceIfOutdated(login: string, signal: AbortSignal): Promise<Rows> {
    const wasOpen = kept !== undefined;
    try {
      return await select(login, signal);
    } catch (error) {
      const problem = driver.problemOf(error);
      if (problem === "credentials") secret.forget();
      const isOutdated = problem === "credentials" || (problem === "connection" && wasOpen);
      if (!isOutdated || signal.aborted) throw error;
      return await select(login, signal);
    }
  }

  return {
    async findByLogin(login, signal) {
      const rows = await selectTwiceIfOutdated(login, signal).catch((error) => {
        if (error instanceof FaultError) throw error;
        throw faultOf(driver.problemOf(error), error, mapping, secret.name);
      });
      const [row, another] = rows;
      if (another !== undefined)
        throw new FaultError(`the table ${mapping.table.join(".")} holds one login more than once`);
      // A database may take other letters for the same; addresses are ASCII.
      if (row === undefined || lowerCase(row[loginAt]) !== login) return undefined;
      return readLegacyUser(login, mapping.itemOf(row));
    },
  };
}

const lowerCase = (login: unknown): string =>
  String(login).replace(/[A-Z]/g, (letter) => letter.toLowerCase());

async function unlessAborted<Value>(work: Promise<Value>, signal: AbortSignal): Promise<Value> {
  let stop = () => {};
  const aborted = new Promise<never>((_, reject) => {
    stop = () => reject(signal.reason);
    signal.addEventListener("abort", stop);
    if (signal.aborted) stop();
  });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener("abort", stop);
  }
}
