import { isIP, type Socket } from "node:net";
import { FaultError } from "../../runtime/errors";
import { DATABASE_ANSWER_MS } from "../../runtime/time-budget";
import type { DatabaseProblem } from "./database-problem";
import type { Selected, SqlDriver } from "./sql-driver";

/** By the server's error number, or the driver's error code. Every other error of the driver is a lost connection. */
const PROBLEMS: ReadonlyMap<unknown, DatabaseProblem> = new Map<unknown, DatabaseProblem>([
  [1044, "permission"],
  [1045, "credentials"],
  [1049, "table"],
  [1054, "column"],
  [1142, "permission"],
  [1143, "permission"],
  [1146, "table"],
  [1698, "credentials"],
  // MariaDB's, then MySQL's.
  [1969, "timeout"],
  [3024, "timeout"],
  ["HANDSHAKE_NO_SSL_SUPPORT", "tls"],
  ["HANDSHAKE_SSL_ERROR", "tls"],
]);

/**
 * Too many connections, a host that may not connect, a shutdown, a connection that was idle for too long, and the like.
 */
const LOSSES: readonly unknown[] = [1040, 1053, 1129, 1130, 1203, 1226, 1927, 4031];

/** The character set of columns that are not text, and a type that has it although it is text. */
const BINARY = 63;
const JSON_TYPE = 245;

interface ColumnType {
  readonly characterSet?: number;
  readonly columnType?: number;
}

const isText = ({ characterSet, columnType }: ColumnType): boolean =>
  characterSet !== BINARY || columnType === JSON_TYPE;

const quoted = (name: string): string => `\`${name}\``;

const load = () => import("mysql2");

/** MySQL and MariaDB. */
export const mysql: SqlDriver = {
  defaultPort: 3306,
  load,

  question({ table, columns, loginColumn, loginsAreLowerCase }, login) {
    const column = quoted(loginColumn);
    // Compared as bytes: as texts, other letters and trailing spaces may count as equal.
    const exactly = `CAST(LOWER(CONVERT(${column} USING ascii)) AS BINARY) = ?`;
    const text = [
      // MariaDB reads the first of these comments, MySQL the second.
      `/*M! SET STATEMENT max_statement_time = ${DATABASE_ANSWER_MS / 1_000} FOR */`,
      `SELECT /*+ MAX_EXECUTION_TIME(${DATABASE_ANSWER_MS}) */ ${columns.map(quoted).join(", ")}`,
      `FROM ${table.map(quoted).join(".")}`,
      `WHERE ${loginsAreLowerCase ? `${column} = ? AND ${exactly}` : exactly} LIMIT 2`,
    ].join(" ");
    return { text, values: loginsAreLowerCase ? [login, login] : [login] };
  },

  async open({ host, port, database, username, password, tls }, onLoss) {
    // The driver would compare the certificate of an address with the name localhost.
    if (tls !== "off" && isIP(host) !== 0)
      throw new FaultError(
        "the host of the secret must be a name, because the certificate is checked for it; a database on this computer may have tls: off beside table",
      );
    const { createConnection } = await load();
    const connection = createConnection({
      host,
      port,
      database,
      user: username,
      password,
      ...(tls !== "off" && { ssl: { verifyIdentity: true, ...(tls.ca !== undefined && { ca: tls.ca }) } }),
      charset: "utf8mb4",
      flags: ["-LOCAL_FILES"],
      // Parsers are not made of generated code.
      disableEval: true,
      rowsAsArray: true,
      dateStrings: true,
      jsonStrings: true,
      supportBigNumbers: true,
    });
    // Without a listener, a connection that is lost while nobody asks would end the process.
    connection.on("error", onLoss);
    type Done = (error: Error | null, result?: unknown, fields?: unknown) => void;
    const command = (start: (done: Done) => unknown) =>
      new Promise<{ rows: unknown; fields: unknown }>((resolve, reject) => {
        start((error, rows, fields) => (error === null ? resolve({ rows, fields }) : reject(error)));
      });
    return {
      ready: command((done) => connection.connect(done)),
      begin: () => command((done) => connection.query("START TRANSACTION READ ONLY", done)),
      async select({ text, values }) {
        const { rows, fields } = await command((done) => connection.execute(text, [...values], done));
        await command((done) => connection.query("COMMIT", done));
        return { rows: rows as Selected["rows"], areTexts: (fields as ColumnType[]).map(isText) };
      },
      // The driver's own method waits for the server, and pending commands would wait for ever.
      destroy: () => (connection as unknown as { stream: Socket }).stream.destroy(),
    };
  },

  problemOf(error) {
    const { errno, code } = error as { errno?: unknown; code?: unknown };
    const problem = PROBLEMS.get(errno) ?? PROBLEMS.get(code);
    if (problem !== undefined) return problem;
    return typeof errno === "number" && errno > 0 && !LOSSES.includes(errno) ? "other" : "connection";
  },
};
