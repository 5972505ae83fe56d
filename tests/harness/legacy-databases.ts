import { execFileSync, spawn } from "node:child_process";
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout } from "node:timers/promises";
import { createConnection } from "mysql2/promise";
import { Client } from "pg";
import { createAuthority } from "./certificates";
import { freePort } from "./ports";

/** A database of an old system, in a folder and on a port of its own. */
export interface LegacyDatabase {
  /** The content of the stage's secret. Its user may only read. */
  readonly secret: Readonly<Record<string, unknown>>;
  /** Executes statements as the administrator. */
  execute(...statements: string[]): Promise<void>;
  /** Ends every connection. The data stays. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

const READER = { username: "reader", password: "the reader's" };
const ADMINISTRATOR = { user: "administrator", password: "the administrator's" };

/** The newest version in Debian's folder, or else the one on the path. */
function postgresqlFolder(): string | undefined {
  const versions = "/usr/lib/postgresql";
  const debian = existsSync(versions) ? readdirSync(versions).sort((a, b) => Number(b) - Number(a)) : [];
  return [...debian.map((version) => path.join(versions, version, "bin")), ...pathFolders()].find(
    (folder) => existsSync(path.join(folder, "initdb")) && existsSync(path.join(folder, "postgres")),
  );
}

const pathFolders = () => (process.env.PATH ?? "").split(path.delimiter);

const findProgram = (name: string): string | undefined =>
  [...pathFolders(), "/usr/sbin", "/usr/local/sbin"]
    .map((folder) => path.join(folder, name))
    .find((file) => existsSync(file));

const POSTGRESQL = postgresqlFolder();
const MARIADB = [findProgram("mariadbd"), findProgram("mariadb-install-db")];

/** The databases that are installed on this computer. CI has both. */
export const INSTALLED = {
  postgresql: POSTGRESQL !== undefined,
  mysql: MARIADB.every((program) => program !== undefined),
};
for (const [kind, isInstalled] of Object.entries(INSTALLED)) {
  if (isInstalled) continue;
  if (process.env.CI === "true") throw new Error(`CI needs ${kind}, and it is not installed`);
  process.stdout.write(
    kind === "postgresql"
      ? "PostgreSQL is not installed: PGlite stands in, and what it does not have is skipped\n"
      : "MariaDB is not installed: what needs it is skipped\n",
  );
}

/** PostgreSQL, or PGlite if it is not installed. PGlite is embedded, and has no TLS, passwords or time limits. */
export const startPostgresql = (): Promise<LegacyDatabase> =>
  POSTGRESQL === undefined ? startPglite() : startWholePostgresql(POSTGRESQL);

async function startWholePostgresql(programs: string): Promise<LegacyDatabase> {
  const { folder, account, authority, port } = await prepare("postgres");
  const data = path.join(folder, "data");
  writeFileSync(path.join(folder, "password"), ADMINISTRATOR.password, { mode: 0o644 });
  execFileSync(
    path.join(programs, "initdb"),
    [
      `--pgdata=${data}`,
      `--username=${ADMINISTRATOR.user}`,
      `--pwfile=${path.join(folder, "password")}`,
    ].concat("--auth=scram-sha-256", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"),
    { ...account, cwd: folder, stdio: "ignore" },
  );
  writeFileSync(path.join(data, "pg_hba.conf"), "hostssl all all 127.0.0.1/32 scram-sha-256\n");
  const settings = {
    listen_addresses: "127.0.0.1",
    port,
    unix_socket_directories: "",
    ssl: "on",
    ssl_cert_file: path.join(folder, "certificate.pem"),
    ssl_key_file: path.join(folder, "key.pem"),
    fsync: "off",
    max_connections: 100,
  };
  const args = Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  const access = { host: "localhost", port, ssl: { ca: authority }, ...ADMINISTRATOR };
  const execute = (database: string, statements: readonly string[]) =>
    executeIn({ ...access, database }, statements);
  const server = serverOf(path.join(programs, "postgres"), ["-D", data, ...args], {
    folder,
    account,
    signal: "SIGINT",
  });
  await server.start(() => execute("postgres", ["SELECT 1"]));
  await execute("postgres", [
    `CREATE ROLE ${READER.username} LOGIN PASSWORD '${READER.password.replaceAll("'", "''")}'`,
    "CREATE DATABASE legacy",
  ]);
  await execute("legacy", [`ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO ${READER.username}`]);
  return {
    secret: { host: "localhost", port, database: "legacy", ...READER, ca: authority },
    execute: (...statements) => execute("legacy", statements),
    restart: () => server.restart(() => execute("legacy", ["SELECT 1"])),
    stop: server.stop,
  };
}

async function startPglite(): Promise<LegacyDatabase> {
  const { folder, port } = await prepare();
  const program = path.join(
    path.dirname(require.resolve("@electric-sql/pglite-socket")),
    "scripts",
    "server.js",
  );
  const args = [program, `--db=${path.join(folder, "data")}`, `--port=${port}`, "--host=127.0.0.1"];
  const access = { host: "localhost", port, user: "postgres", database: "postgres", password: "no password" };
  const execute = (statements: readonly string[]) => executeIn(access, statements);
  const server = serverOf(process.execPath, [...args, "--max-connections=100"], { folder });
  await server.start(() => execute(["SELECT 1"]));
  return {
    secret: { host: "localhost", port, database: "postgres", username: "postgres", password: "no password" },
    execute: (...statements) => execute(statements),
    restart: () => server.restart(() => execute(["SELECT 1"])),
    stop: server.stop,
  };
}

async function executeIn(access: ConstructorParameters<typeof Client>[0], statements: readonly string[]) {
  const client = new Client(access);
  client.on("error", () => {});
  await client.connect();
  try {
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
}

/** @param host the host name in its certificate */
export async function startMariadb(host = "localhost"): Promise<LegacyDatabase> {
  const [program, install] = MARIADB;
  if (program === undefined || install === undefined) throw new Error("MariaDB is not installed");
  const { folder, account, authority, port } = await prepare("mysql", host);
  const data = path.join(folder, "data");
  execFileSync(
    install,
    ["--no-defaults", `--datadir=${data}`, "--auth-root-authentication-method=normal", "--skip-test-db"],
    { ...account, cwd: folder, stdio: "ignore" },
  );
  const socket = path.join(folder, "socket");
  const settings = {
    datadir: data,
    port,
    "bind-address": "127.0.0.1",
    socket,
    "pid-file": path.join(folder, "pid"),
    "ssl-cert": path.join(folder, "certificate.pem"),
    "ssl-key": path.join(folder, "key.pem"),
    "require-secure-transport": "ON",
    "innodb-buffer-pool-size": "16M",
    "innodb-flush-log-at-trx-commit": 0,
  };
  const args = Object.entries(settings).map(([name, value]) => `--${name}=${value}`);
  const execute = async (statements: readonly string[], database?: string) => {
    const connection = await createConnection({
      socketPath: socket,
      user: "root",
      ...(database && { database }),
    });
    try {
      for (const statement of statements) await connection.query(statement);
    } finally {
      await connection.end();
    }
  };
  const server = serverOf(program, ["--no-defaults", ...args], { folder, account });
  await server.start(() => execute(["SELECT 1"]));
  await execute([
    "CREATE DATABASE legacy CHARACTER SET utf8mb4",
    `CREATE USER '${READER.username}'@'%' IDENTIFIED BY '${READER.password.replaceAll("'", "''")}'`,
    `GRANT SELECT ON legacy.* TO '${READER.username}'@'%'`,
  ]);
  return {
    secret: { host: "localhost", port, database: "legacy", ...READER, ca: authority },
    execute: (...statements) => execute(statements, "legacy"),
    restart: () => server.restart(() => execute(["SELECT 1"])),
    stop: server.stop,
  };
}

interface Account {
  readonly uid?: number;
  readonly gid?: number;
}

/**
 * A folder with a certificate for a host. The servers refuse to run as root, so root runs them under their own
 * account.
 */
async function prepare(name?: string, host = "localhost") {
  const folder = mkdtempSync(path.join(tmpdir(), "legacy-"));
  const account: Account = name !== undefined && process.getuid?.() === 0 ? accountOf(name) : {};
  const authority = createAuthority("the authority of an old system");
  const { certificate, key } = authority.issue(host);
  writeFileSync(path.join(folder, "certificate.pem"), certificate);
  writeFileSync(path.join(folder, "key.pem"), key, { mode: 0o600 });
  const { uid, gid } = account;
  if (uid !== undefined && gid !== undefined)
    for (const file of ["certificate.pem", "key.pem", "."]) chownSync(path.join(folder, file), uid, gid);
  return { folder, account, authority: authority.certificate, port: await freePort() };
}

const accountOf = (name: string): Required<Account> => {
  const id = (kind: string) => Number(execFileSync("id", [kind, name], { encoding: "utf8" }));
  return { uid: id("-u"), gid: id("-g") };
};

interface Surroundings {
  readonly folder: string;
  readonly account?: Account;
  /** The signal by which the program ends without waiting for its connections. */
  readonly signal?: NodeJS.Signals;
}

/** A program that runs until it is stopped. Its folder is then deleted. */
function serverOf(
  program: string,
  args: readonly string[],
  { folder, account = {}, signal = "SIGTERM" }: Surroundings,
) {
  let end = async () => {};
  async function start(knock: () => Promise<void>): Promise<void> {
    const child = spawn(program, args, { ...account, cwd: folder, stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    for (const stream of [child.stdout, child.stderr])
      stream.on("data", (data) => {
        output = `${output}${data}`.slice(-10_000);
      });
    const exited = new Promise<void>((resolve) => child.once("exit", () => resolve()));
    end = async () => {
      child.kill(signal);
      const late = new AbortController();
      void setTimeout(10_000, undefined, { signal: late.signal }).then(
        () => child.kill("SIGKILL"),
        () => {},
      );
      await exited;
      late.abort();
    };
    for (let tries = 0; ; tries++) {
      try {
        return await knock();
      } catch (error) {
        if (tries === 600 || child.exitCode !== null)
          throw new Error(`${program}\n${output}`, { cause: error });
        await setTimeout(100);
      }
    }
  }
  return {
    start,
    async restart(knock: () => Promise<void>) {
      await end();
      await start(knock);
    },
    async stop() {
      await end();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
