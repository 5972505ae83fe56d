import { isIP } from "node:net";
import { FaultError } from "../../errors";
import { ANSWER_MS, type Rows, type SqlDriver } from "./sql-driver";
import type { Problem } from "./sql-problem";

/** By the server's number of an error, or the driver's name of it. Everything else that the driver reports is a lost connection. */
const PROBLEMS: ReadonlyMap<unknown, Problem> = new Map<unknown, Problem>([
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

/** Too many connections, a shutdown, and the like. */
const LOSSES: readonly unknown[] = [1040, 1053, 1203, 1226, 1927];

const quoted = (name: string): string => `\`${name}\``;

/** MySQL and MariaDB. */
export const mysql: SqlDriver = {
  defaultPort: 3306,

  statement({ table, columns, login, loginsAreLowerCase }) {
    const column = quoted(login);
    return [
      // MariaDB reads the first of these comments, MySQL the second.
      `/*M! SET STATEMENT max_statement_time = ${ANSWER_MS / 1_000} FOR */`,
      `SELECT /*+ MAX_EXECUTION_TIME(${ANSWER_MS}) */ ${columns.map(quoted).join(", ")}`,
      `FROM ${table.map(quoted).join(".")} WHERE`,
      loginsAreLowerCase ? column : `LOWER(CONVERT(${column} USING utf8mb4)) COLLATE utf8mb4_bin`,
      "= ? LIMIT 2",
    ].join(" ");
  },

  async open({ host, port, database, username, password, tls }, onLoss) {
    // The driver would compare the certificate of an address with the name localhost.
    if (tls !== "off" && isIP(host) !== 0)
      throw new FaultError(
        "the host of the secret must be a name, because the certificate is checked for it",
      );
    const { createConnection } = await import("mysql2");
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
    connection.on("end", onLoss);
    const command = (start: (done: (error: Error | null, result?: unknown) => void) => unknown) =>
      new Promise<unknown>((resolve, reject) => {
        start((error, result) => (error === null ? resolve(result) : reject(error)));
      });
    return {
      ready: command((done) => connection.connect(done)),
      async select(statement, login) {
        await command((done) => connection.query("START TRANSACTION READ ONLY", done));
        const rows = await command((done) => connection.execute(statement, [login], done));
        await command((done) => connection.query("COMMIT", done));
        return rows as Rows;
      },
      destroy: () => connection.destroy(),
    };
  },

  problemOf(error) {
    const { errno, code } = error as { errno?: unknown; code?: unknown };
    const problem = PROBLEMS.get(errno) ?? PROBLEMS.get(code);
    if (problem !== undefined) return problem;
    return typeof errno === "number" && errno > 0 && !LOSSES.includes(errno) ? "other" : "connection";
  },
};
