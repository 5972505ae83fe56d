import { ANSWER_MS, type SqlDriver } from "./sql-driver";
import type { Problem } from "./sql-problem";

/** By SQLSTATE, or by its class. */
const PROBLEMS: Readonly<Record<string, Problem>> = {
  "08": "connection",
  "28": "credentials",
  "3D": "table",
  "53": "connection",
  "57": "connection",
  "57014": "timeout",
  "42501": "permission",
  "42703": "column",
  "42P01": "table",
  "3F000": "table",
};

/** Of Node and OpenSSL, and of the driver. */
const TLS_CODES = /CERT|^UNABLE_TO_|^ERR_(SSL|TLS)_|^INVALID_(CA|PURPOSE)$|^HOSTNAME_MISMATCH$/;
const TLS_MESSAGES = /does not support SSL/;

/** Of the types that are more than their text, by their ids in pg_type. */
const PARSERS = new Map<number, (text: string) => unknown>([
  [16, (text) => text === "t"],
  [17, (text) => Buffer.from(text.slice(2), "hex")],
  [21, Number],
  [23, Number],
  // What fills up a char(n) is no part of the value.
  [1042, (text) => text.trimEnd()],
]);

const quoted = (name: string): string => `"${name}"`;

export const postgresql: SqlDriver = {
  defaultPort: 5432,

  statement({ table, columns, login, loginsAreLowerCase }) {
    const column = quoted(login);
    return [
      `SELECT ${columns.map(quoted).join(", ")} FROM ${table.map(quoted).join(".")}`,
      `WHERE ${loginsAreLowerCase ? `${column} = $1 AND ` : ""}lower(${column}::text) = $1::text LIMIT 2`,
    ].join(" ");
  },

  async open({ host, port, database, username, password, tls }, onLoss) {
    const { Client } = await import("pg");
    const client = new Client({
      host,
      port,
      database,
      user: username,
      password,
      ssl: tls === "off" ? false : { ca: tls.ca },
      types: { getTypeParser: (type: number) => PARSERS.get(type) ?? String },
    });
    // Without a listener, a connection that is lost while nobody asks would end the process.
    client.on("error", onLoss);
    client.on("end", onLoss);
    return {
      ready: client.connect(),
      async select(statement, login) {
        // For this transaction only: a pooler may give the connection to the old system next.
        await client.query(`BEGIN READ ONLY; SET LOCAL statement_timeout = ${ANSWER_MS}`);
        const { rows } = await client.query<unknown[]>({
          text: statement,
          values: [login],
          rowMode: "array",
        });
        await client.query("COMMIT");
        return rows;
      },
      destroy: () => client.connection.stream.destroy(),
    };
  },

  problemOf(error) {
    const { code = "", message = "" } = error as { code?: string; message?: string };
    if (/^[0-9A-Z]{5}$/.test(code)) return PROBLEMS[code] ?? PROBLEMS[code.slice(0, 2)] ?? "other";
    return TLS_CODES.test(code) || TLS_MESSAGES.test(message) ? "tls" : "connection";
  },
};
