import { DATABASE_ANSWER_MS } from "../../runtime/time-budget";
import type { DatabaseProblem } from "./database-problem";
import type { SqlDriver } from "./sql-driver";

/** By SQLSTATE, or by its class. */
const PROBLEMS: Readonly<Record<string, DatabaseProblem>> = {
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

/** Error codes of Node and OpenSSL, and messages of the driver. */
const TLS_CODES = /CERT|^UNABLE_TO_|^ERR_(SSL|TLS)_|^INVALID_(CA|PURPOSE)$|^HOSTNAME_MISMATCH$/;
const TLS_MESSAGES = /does not support SSL/;

/** Parsers of the types that are not read as text, by their ids in pg_type. */
const PARSERS = new Map<number, (text: string) => unknown>([
  [16, (text) => text === "t"],
  [17, (text) => Buffer.from(text.slice(2), "hex")],
  [21, Number],
  [23, Number],
  // The padding of a char(n) is not part of the value.
  [1042, (text) => text.trimEnd()],
]);

/** Types that can be a flag: booleans, bytes, numbers, dates and bits. A domain counts as its base type. */
const PLAIN_TYPES: readonly number[] = [16, 17, 20, 21, 23, 700, 701, 1082, 1114, 1184, 1560, 1562, 1700];

const quoted = (name: string): string => `"${name}"`;

const load = () => import("pg");

export const postgresql: SqlDriver = {
  defaultPort: 5432,
  load,

  question({ table, columns, loginColumn, loginsAreLowerCase }, login) {
    const column = quoted(loginColumn);
    const text = [
      `SELECT ${columns.map(quoted).join(", ")} FROM ${table.map(quoted).join(".")}`,
      // The first condition uses an index. The second refuses letters that the first may treat as equal.
      `WHERE ${loginsAreLowerCase ? `${column} = $1` : `lower(${column}::text) = $1::text`}`,
      `AND lower(${column}::text COLLATE "C") = $1::text LIMIT 2`,
    ].join(" ");
    return { text, values: [login] };
  },

  async open({ host, port, database, username, password, tls }, onLoss) {
    const { Client } = await load();
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
      // Settings are for this transaction only, because a pooler may next give the connection to the old system.
      begin: () =>
        client.query(
          `BEGIN READ ONLY; SET LOCAL statement_timeout = ${DATABASE_ANSWER_MS}; SET LOCAL datestyle = ISO; SET LOCAL bytea_output = hex`,
        ),
      async select({ text, values }) {
        const { rows, fields } = await client.query<unknown[]>({
          text,
          values: [...values],
          rowMode: "array",
        });
        await client.query("COMMIT");
        return { rows, areTexts: fields.map(({ dataTypeID }) => !PLAIN_TYPES.includes(dataTypeID)) };
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
