import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import type { LegacyUsers } from "../../../shared/legacy-users/legacy-user";
import { readMapping } from "../../../shared/legacy-users/mapping";
import type { Database } from "../../../shared/legacy-users/sources/database";
import { mysql } from "../../../shared/legacy-users/sources/mysql";
import { postgresql } from "../../../shared/legacy-users/sources/postgresql";
import { FaultError } from "../../../shared/runtime/errors";
import { describeError } from "../../../shared/runtime/log";
import { createAuthority } from "../../harness/certificates";
import { INSTALLED, type LegacyDatabase, startMariadb } from "../../harness/legacy-databases";
import { openSource, patient, SECRET, startSecret, type TestSecret } from "../../harness/legacy-source";
import { expectedOf, PEOPLE } from "./people";
import { SQL_SOURCES } from "./sql-sources";

const [BLAISE = { login: "" }] = PEOPLE;

/** Columns by their types: of which the values mean nothing by themselves, and of which they say yes or no. */
const TYPES = {
  postgresql: {
    statements: [
      "CREATE TYPE mood AS ENUM ('active', 'blocked')",
      "CREATE DOMAIN word AS varchar(9)",
      "CREATE DOMAIN truth AS boolean",
    ],
    texts: {
      text: "text",
      varchar: "varchar(9)",
      char: "char(9)",
      "an enum": "mood",
      "a domain of texts": "word",
      json: "json",
      jsonb: "jsonb",
      "a list": "boolean[]",
      uuid: "uuid",
    },
    others: {
      boolean: "boolean",
      "a domain of booleans": "truth",
      smallint: "smallint",
      integer: "integer",
      bigint: "bigint",
      numeric: "numeric(1)",
      real: "real",
      double: "double precision",
      bit: "bit(1)",
      "some bits": "bit varying(9)",
      bytes: "bytea",
      date: "date",
      timestamp: "timestamp",
      "with its zone": "timestamptz",
    },
  },
  mysql: {
    statements: [],
    texts: {
      text: "text",
      varchar: "varchar(9)",
      char: "char(9)",
      "in latin1": "varchar(9) CHARACTER SET latin1",
      "an enum": "enum('active', 'blocked')",
      "a set": "set('active', 'blocked')",
      json: "json",
    },
    others: {
      boolean: "boolean",
      tinyint: "tinyint(1)",
      int: "int",
      bigint: "bigint unsigned",
      decimal: "decimal(1)",
      float: "float",
      bit: "bit(1)",
      binary: "binary(1)",
      varbinary: "varbinary(9)",
      blob: "blob",
      date: "date",
      datetime: "datetime(6)",
      timestamp: "timestamp NULL",
    },
  },
};

/** A column that takes letters for the same, if the database has such. */
const ALIKE = {
  postgresql: "text",
  mysql: "varchar(99) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci",
};

/** Views that are slow, and that write, in the words of each database. */
const TRAPS = {
  postgresql: {
    slow: [`CREATE VIEW slow AS SELECT a.* FROM "AuthUser" a, pg_sleep(30)`],
    writing: [
      "CREATE TABLE written (x int)",
      "CREATE FUNCTION scribble() RETURNS int LANGUAGE sql SECURITY DEFINER AS 'INSERT INTO written VALUES (1) RETURNING 1'",
      `CREATE VIEW writing AS SELECT a.* FROM "AuthUser" a, scribble()`,
    ],
    changePassword: (password: string) => `ALTER ROLE reader PASSWORD '${password}'`,
  },
  mysql: {
    slow: ["CREATE VIEW slow AS SELECT * FROM `auth-user` WHERE SLEEP(30) = 0"],
    writing: [
      "CREATE TABLE written (x int)",
      "CREATE FUNCTION scribble() RETURNS int MODIFIES SQL DATA BEGIN INSERT INTO written VALUES (1); RETURN 1; END",
      "CREATE VIEW writing AS SELECT * FROM `auth-user` WHERE scribble() = 1",
    ],
    changePassword: (password: string) => `ALTER USER 'reader'@'%' IDENTIFIED BY '${password}'`,
  },
};

/** What whoever writes to a lost connection gets for it. */
const LOSSES = {
  "is reset": (client: Socket) => client.resetAndDestroy(),
  "is ended": (client: Socket) => client.end(),
  "is silent": () => {},
  // What MySQL says before it ends: a length, a number, and the error 4031 with its state and its text.
  "was idle for too long": (client: Socket) =>
    client.end(Buffer.from("\x0d\0\0\0\xff\xbf\x0f#HY000idle", "latin1")),
};

/** Stands before a database; what is lost is noticed by whoever writes next, as after a container has slept. */
async function startProxy(port: number) {
  const open = new Set<Socket>();
  const lost = new Map<Socket, { messages: number; lose: (client: Socket) => void }>();
  let connections = 0;
  const server = createServer((client) => {
    connections += 1;
    open.add(client);
    const database = connect(port, "127.0.0.1");
    for (const socket of [client, database]) {
      socket.on("error", () => {});
      socket.on("close", () => {
        client.destroy();
        database.destroy();
      });
    }
    client.on("data", (data) => {
      const loss = lost.get(client);
      if (loss === undefined || loss.messages-- > 0) database.write(data);
      else loss.lose(client);
    });
    database.pipe(client);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    port: (server.address() as AddressInfo).port,
    connections: () => connections,
    loseConnections(kind: keyof typeof LOSSES, messages: number) {
      for (const client of open) lost.set(client, { messages, lose: LOSSES[kind] });
    },
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        for (const client of open) client.destroy();
      }),
  };
}

describe.each(["postgresql", "mysql"] as const)("%s", (kind) => {
  const { start, isInstalled, source, createTable, insert } = SQL_SOURCES[kind];
  const testHere = isInstalled ? test : test.skip;
  /** PGlite has no TLS, passwords and time limits. */
  const testWhole = INSTALLED[kind] ? test : test.skip;
  let server: LegacyDatabase;
  let secret: TestSecret;

  if (isInstalled) {
    beforeAll(async () => {
      server = await start();
      await server.execute(createTable, insert(BLAISE));
      for (const statements of [TRAPS[kind].slow, TRAPS[kind].writing]) await server.execute(...statements);
    });
    afterAll(() => server.stop());
    beforeEach(async () => {
      secret = await startSecret(server.secret);
    });
    afterEach(() => secret.stop());
  }

  const open = (changes: object = {}): LegacyUsers => openSource({ ...source, ...changes }, { secret }).users;
  const withColumns = (columns: object) => open({ columns: { ...source.columns, ...columns } });
  const findBlaise = (users: LegacyUsers, signal = patient()) => users.findByLogin(BLAISE.login, signal);

  async function faultOf(work: Promise<unknown>): Promise<FaultError> {
    const error = await work.then(
      () => "no fault",
      (thrown) => thrown,
    );
    expect(error).toBeInstanceOf(FaultError);
    const log = JSON.stringify(describeError(error));
    for (const kept of [server.secret.password, BLAISE.login, BLAISE.hash]) expect(log).not.toContain(kept);
    return error;
  }
  const messageOf = async (work: Promise<unknown>) => (await faultOf(work)).message;

  testHere("two rows of one login are a fault, not a guess", async () => {
    const twice = { ...BLAISE, login: "twice@legacy.example" };
    await server.execute(insert(twice), insert(twice, "Twice@legacy.example"));
    expect(await messageOf(open().findByLogin(twice.login, patient()))).toBe(
      `the table ${source.table} holds one login more than once`,
    );
  });

  testHere("a column that does not exist is named", async () => {
    expect(await messageOf(findBlaise(withColumns({ salt: "no_such_column" })))).toBe(
      `the table ${source.table} has no column no_such_column`,
    );
    expect(await messageOf(findBlaise(withColumns({ login: "no_such_login" })))).toBe(
      `the table ${source.table} has no column no_such_login`,
    );
  });

  testHere("so is a table that does not exist", async () => {
    expect(await messageOf(findBlaise(open({ table: "nowhere" })))).toBe("the database has no table nowhere");
  });

  testHere.each(["any-case", "lower-case"])(
    "what the database takes for the same login, %s, is another one, and hides nobody",
    async (logins) => {
      const table = logins.replace("-", "_");
      const users = open({ table, logins, columns: { login: "email", hash: "hash" } });
      const insertAll = (hash: string, emails: readonly string[]) =>
        server.execute(
          `INSERT INTO ${table} VALUES ${emails.map((email) => `('${email}', '${hash}')`).join(", ")}`,
        );
      const addresses = ["kurt@legacy.example", "andre@legacy.example", "ada@legacy.example"];
      // One after another, as a container does.
      const findAll = async () => {
        const found = [];
        for (const login of addresses) found.push(await users.findByLogin(login, patient()));
        return found;
      };
      await server.execute(`CREATE TABLE ${table} (email ${ALIKE[kind]}, hash varchar(9))`);
      await insertAll("another", ["\u212Aurt@legacy.example", "andré@legacy.example", "ada@legacy.example "]);
      expect(await findAll()).toEqual([undefined, undefined, undefined]);
      await insertAll("theirs", addresses);
      const theirs = { password: { stored: { hash: "theirs" } } };
      expect(await findAll()).toMatchObject([theirs, theirs, theirs]);
    },
  );

  describe("the types of columns", () => {
    const { statements, texts, others } = TYPES[kind];
    const quoted = (name: string) => (kind === "postgresql" ? `"${name}"` : `\`${name}\``);
    const known = "typed@legacy.example";
    const logins = [known, "nobody@legacy.example"];
    const columnsWith = (columns: object) => ({ login: "email", hash: "hash", ...columns });
    const openTyped = (columns: object) => open({ table: "typed", columns: columnsWith(columns) });

    if (isInstalled)
      beforeAll(async () => {
        const columns = Object.entries({ ...texts, ...others }).map(
          ([name, type]) => `${quoted(name)} ${type}`,
        );
        await server.execute(
          ...statements,
          `CREATE TABLE typed (email varchar(99), hash varchar(9), ${columns.join(", ")})`,
          `INSERT INTO typed (email, hash) VALUES ('${known}', 'h')`,
        );
      });

    testHere("are told by the database, whether there is a row or not", async () => {
      const names = Object.keys({ ...texts, ...others });
      const mapping = readMapping({
        table: "typed",
        columns: columnsWith({ attributes: Object.fromEntries(names.map((name, at) => [`a${at}`, name])) }),
      });
      const driver = { postgresql, mysql }[kind];
      const { ca, ...access } = server.secret;
      const tls = INSTALLED[kind] ? { ca } : "off";
      const connection = await driver.open({ ...access, tls } as Database, () => {});
      try {
        await connection.ready;
        for (const login of logins) {
          await connection.begin();
          const { rows, areTexts } = await connection.select(driver.question(mapping, login));
          expect(rows).toHaveLength(login === known ? 1 : 0);
          const found = mapping.columns.filter((_, at) => areTexts[at]);
          expect(found.sort()).toEqual(["email", "hash", ...Object.keys(texts)].sort());
        }
      } finally {
        connection.destroy();
      }
    });

    testHere.each(["enabled", "disabled", "emailVerified"])(
      "a text that is to mean %s is a fault, whoever is asked for",
      async (flag) => {
        const users = openTyped({ [flag]: "an enum" });
        for (const login of logins)
          expect(await messageOf(users.findByLogin(login, patient()))).toBe(
            `LEGACY_SOURCE: columns.${flag}: the column an enum holds no truth values, numbers or dates; say which of its values means it, such as { column: an enum, is: active }`,
          );
      },
    );

    testHere("one of the values of a text may mean it", async () => {
      const users = openTyped({ disabled: { column: "an enum", is: "blocked" } });
      const find = () => users.findByLogin(known, patient());
      expect(await find()).toMatchObject({ disabled: false });
      await server.execute(`UPDATE typed SET ${quoted("an enum")} = 'blocked'`);
      expect(await find()).toMatchObject({ disabled: true });
    });

    testHere("whatever is no text means it by itself", async () => {
      const users = openTyped({ disabled: "boolean", emailVerified: "date" });
      const find = () => users.findByLogin(known, patient());
      expect(await find()).toMatchObject({ disabled: false, emailVerified: false });
      await server.execute(`UPDATE typed SET ${quoted("boolean")} = true, ${quoted("date")} = '2020-01-31'`);
      expect(await find()).toMatchObject({ disabled: true, emailVerified: true });
    });
  });

  testHere("logins that are kept in lower case are found as they are", async () => {
    await server.execute(insert({ ...BLAISE, login: "upper@legacy.example" }, "UPPER@legacy.example"));
    const users = open({ logins: "lower-case" });
    expect(await findBlaise(users)).toEqual(expectedOf(BLAISE));
    expect(await users.findByLogin("upper@legacy.example", patient())).toBeUndefined();
  });

  testHere("after a restart of the server it is asked through a new connection", async () => {
    const users = open();
    expect(await findBlaise(users)).toEqual(expectedOf(BLAISE));
    await server.restart();
    expect(await findBlaise(users)).toEqual(expectedOf(BLAISE));
  });

  testHere.each<[keyof typeof LOSSES, number]>([
    ["is reset", 0],
    ["is reset", 1],
    ["is ended", 0],
    ["is ended", 1],
    ["is silent", 0],
  ])("a connection that %s after %d messages is replaced", (loss, messages) =>
    expectReplacement(loss, messages),
  );

  async function expectReplacement(loss: keyof typeof LOSSES, messages: number, changes: object = {}) {
    const proxy = await startProxy(Number(server.secret.port));
    try {
      secret.change({ ...server.secret, port: proxy.port });
      const users = open(changes);
      await findBlaise(users);
      proxy.loseConnections(loss, messages);
      expect(await findBlaise(users)).toEqual(expectedOf(BLAISE));
      expect(proxy.connections()).toBe(2);
    } finally {
      await proxy.stop();
    }
  }

  if (kind === "mysql")
    describe("without TLS", () => {
      const requireTls = (word: "ON" | "OFF") =>
        server.execute(`SET GLOBAL require_secure_transport = ${word}`);
      if (isInstalled) {
        beforeAll(() => requireTls("OFF"));
        afterAll(() => requireTls("ON"));
        // The driver remarks on the number of MySQL's last message.
        beforeEach(() => jest.spyOn(console, "error").mockImplementation(() => {}));
        afterEach(() => jest.restoreAllMocks());
      }

      testHere.each<[keyof typeof LOSSES, number]>([
        ["is reset", 1],
        ["is ended", 0],
        ["is ended", 1],
        ["was idle for too long", 0],
        ["was idle for too long", 1],
      ])("a connection that %s after %d messages is replaced", (loss, messages) =>
        expectReplacement(loss, messages, { tls: "off" }),
      );
    });

  testHere("after an error, too", async () => {
    const users = open({ table: kind === "postgresql" ? "public.later" : "later" });
    expect(await messageOf(findBlaise(users))).toContain("has no table");
    await server.execute(
      `CREATE VIEW later AS SELECT * FROM ${kind === "postgresql" ? '"AuthUser"' : "`auth-user`"}`,
    );
    expect(await findBlaise(users)).toEqual(expectedOf(BLAISE));
  });

  testHere("nothing is written, whatever the table does", async () => {
    expect(await messageOf(findBlaise(open({ table: "writing" })))).toBe("the table writing cannot be read");
  });

  testHere("whoever waits no longer is answered at once, and the next one properly", async () => {
    const users = open();
    await findBlaise(users);
    const given = new FaultError("no time left");
    await expect(findBlaise(users, AbortSignal.abort(given))).rejects.toBe(given);
    expect(await findBlaise(users)).toEqual(expectedOf(BLAISE));
  });

  testHere.each(["host", "database", "username", "password"])(
    "a secret without %s is a fault that says so",
    async (key) => {
      secret.change({ ...server.secret, [key]: undefined });
      const users = open();
      expect(await messageOf(findBlaise(users))).toBe(`the secret ${SECRET} lacks ${key}`);
      secret.change(server.secret);
      expect(await findBlaise(users)).toEqual(expectedOf(BLAISE));
    },
  );

  testHere.each([
    ["another server's port", { port: 1 }, `there is no connection to the database of the secret ${SECRET}`],
    ["no port", { port: "5432/tcp" }, `port of the secret ${SECRET} is not a port`],
  ])("a secret with %s is a fault, until it is corrected", async (_, changes, message) => {
    secret.change({ ...server.secret, ...changes });
    const users = open();
    expect(await messageOf(findBlaise(users))).toBe(message);
    secret.change(server.secret);
    expect(await findBlaise(users)).toEqual(expectedOf(BLAISE));
  });

  testHere("without TLS only this computer is asked", async () => {
    secret.change({ ...server.secret, host: "old.legacy.example" });
    expect(await messageOf(findBlaise(open({ tls: "off" })))).toBe(
      `tls is off, but the host of the secret ${SECRET} is not this computer`,
    );
  });

  testWhole("a slow table is given up by the server itself", async () => {
    expect(await messageOf(findBlaise(open({ table: "slow" })))).toBe("the database does not answer in time");
  });

  if (kind === "postgresql")
    testWhole("dates and bytes are read alike, however the old system has them written", async () => {
      const columns = {
        login: "email",
        hash: "bytes",
        emailVerified: "born",
        attributes: { birthdate: "born" },
      };
      await server.execute(
        "CREATE TABLE formats (email text, bytes bytea, born date)",
        `INSERT INTO formats VALUES ('${BLAISE.login}', '\\x00ff', '1623-06-19')`,
        "ALTER ROLE reader SET datestyle = 'German, DMY'",
        "ALTER ROLE reader SET bytea_output = 'escape'",
      );
      try {
        expect(await findBlaise(open({ table: "formats", columns }))).toMatchObject({
          emailVerified: true,
          password: { stored: { hash: "00ff" } },
          attributes: { birthdate: "1623-06-19" },
        });
      } finally {
        await server.execute("ALTER ROLE reader RESET ALL");
      }
    });

  testWhole("a wrong password is a fault that names the secret and tells nothing of it", async () => {
    secret.change({ ...server.secret, password: "not the reader's" });
    const message = await messageOf(findBlaise(open()));
    expect(message).toBe(`the database refuses the username or password of the secret ${SECRET}`);
  });

  testWhole("a password that was changed is read anew", async () => {
    const users = open();
    await findBlaise(users);
    try {
      await server.execute(TRAPS[kind].changePassword("another of the reader"));
      secret.change({ ...server.secret, password: "another of the reader" });
      await server.restart();
      expect(await findBlaise(users)).toEqual(expectedOf(BLAISE));
    } finally {
      await server.execute(TRAPS[kind].changePassword(String(server.secret.password).replaceAll("'", "''")));
    }
  });

  describe("TLS", () => {
    const UNTRUSTED = `the database of the secret ${SECRET} has no TLS, or its certificate is not for its host and signed by ca of the secret or a public authority`;
    const UNTRUSTED_HERE = `${UNTRUSTED}; a database on this computer can do without: tls: off beside table`;

    testWhole.each([
      ["another authority", { ca: createAuthority("another").certificate }],
      ["no authority of its own", { ca: undefined }],
    ])("a certificate is refused where the secret has %s", async (_, changes) => {
      secret.change({ ...server.secret, ...changes });
      const users = open();
      expect(await messageOf(findBlaise(users))).toBe(UNTRUSTED_HERE);
      secret.change(server.secret);
      expect(await findBlaise(users)).toEqual(expectedOf(BLAISE));
    });

    // It is this computer all the same, so that something answers.
    testWhole("nobody is told to do without it where the host is not plainly this computer", async () => {
      secret.change({ ...server.secret, host: "127.1" });
      expect(await messageOf(findBlaise(open()))).toBe(UNTRUSTED);
    });

    testWhole("a certificate for another host is refused", async () => {
      if (kind === "postgresql") {
        secret.change({ ...server.secret, host: "127.0.0.1" });
        expect(await messageOf(findBlaise(open()))).toBe(UNTRUSTED_HERE);
        return;
      }
      const elsewhere = await startMariadb("elsewhere.example");
      try {
        secret.change(elsewhere.secret);
        expect(await messageOf(findBlaise(open()))).toBe(UNTRUSTED_HERE);
        secret.change({ ...server.secret, host: "127.0.0.1" });
        expect(await messageOf(findBlaise(open()))).toBe(
          "the host of the secret must be a name, because the certificate is checked for it; a database on this computer may have tls: off beside table",
        );
      } finally {
        await elsewhere.stop();
      }
    });

    testWhole("a server that wants it is not asked without", async () => {
      await faultOf(findBlaise(open({ tls: "off" })));
    });
  });
});
