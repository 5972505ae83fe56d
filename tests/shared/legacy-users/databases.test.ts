import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import { FaultError } from "../../../shared/errors";
import type { LegacyUsers } from "../../../shared/legacy-users/legacy-user";
import { describeError } from "../../../shared/log";
import { createAuthority } from "../../certificates";
import { INSTALLED, type LegacyDatabase, startMariadb } from "../../legacy-databases";
import { openSource, patient, SECRET, startSecret, type TestSecret } from "../../legacy-source";
import { expectedOf, PEOPLE } from "./people";
import { SQL_SOURCES } from "./sql-sources";

const [BLAISE = { login: "" }] = PEOPLE;

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

/** Stands before a database; what is lost is noticed by whoever writes next, as after a container has slept. */
async function startProxy(port: number) {
  const open = new Set<Socket>();
  const lost = new Set<Socket>();
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
      if (lost.has(client)) client.resetAndDestroy();
      else database.write(data);
    });
    database.pipe(client);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    port: (server.address() as AddressInfo).port,
    connections: () => connections,
    loseConnections() {
      for (const client of open) lost.add(client);
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
    }, 60_000);
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

  testHere("other letters that the database takes for the same are not the same", async () => {
    await server.execute(insert({ ...BLAISE, login: "kurt@legacy.example" }, "\u212Aurt@legacy.example"));
    await server.execute(insert({ ...BLAISE, login: "andre@legacy.example" }, "André@legacy.example"));
    for (const login of ["kurt@legacy.example", "andre@legacy.example"])
      expect(await open().findByLogin(login, patient())).toBeUndefined();
  });

  testHere("logins that are kept in lower case are found as they are", async () => {
    await server.execute(insert({ ...BLAISE, login: "upper@legacy.example" }, "UPPER@legacy.example"));
    const users = open({ logins: "lower-case" });
    expect(await findBlaise(users)).toEqual(expectedOf(BLAISE));
    expect(await users.findByLogin("upper@legacy.example", patient())).toBeUndefined();
  });

  testHere(
    "after a restart of the server it is asked through a new connection",
    async () => {
      const users = open();
      expect(await findBlaise(users)).toEqual(expectedOf(BLAISE));
      await server.restart();
      expect(await findBlaise(users)).toEqual(expectedOf(BLAISE));
    },
    60_000,
  );

  testHere("a connection that turns out to be lost when it is used is replaced", async () => {
    const proxy = await startProxy(Number(server.secret.port));
    try {
      secret.change({ ...server.secret, port: proxy.port });
      const users = open();
      await findBlaise(users);
      proxy.loseConnections();
      expect(await findBlaise(users)).toEqual(expectedOf(BLAISE));
      expect(proxy.connections()).toBe(2);
    } finally {
      await proxy.stop();
    }
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
      expect(await messageOf(findBlaise(open()))).toBe(`the secret ${SECRET} lacks ${key}`);
    },
  );

  testHere("a server that is not there is a fault, until it is", async () => {
    secret.change({ ...server.secret, port: 1 });
    const users = open();
    expect(await messageOf(findBlaise(users))).toBe(
      `there is no connection to the database of the secret ${SECRET}`,
    );
  });

  testHere("without TLS only this computer is asked", async () => {
    secret.change({ ...server.secret, host: "old.legacy.example" });
    expect(await messageOf(findBlaise(open({ tls: "off" })))).toBe(
      `tls is off, but the host of the secret ${SECRET} is not this computer`,
    );
  });

  testWhole(
    "a slow table is given up by the server itself",
    async () => {
      expect(await messageOf(findBlaise(open({ table: "slow" })))).toBe(
        "the database does not answer in time",
      );
    },
    20_000,
  );

  testWhole("a wrong password is a fault that names the secret and tells nothing of it", async () => {
    secret.change({ ...server.secret, password: "not the reader's" });
    const message = await messageOf(findBlaise(open()));
    expect(message).toBe(`the database refuses the username or password of the secret ${SECRET}`);
  });

  testWhole(
    "a password that was changed is read anew",
    async () => {
      const users = open();
      await findBlaise(users);
      try {
        await server.execute(TRAPS[kind].changePassword("another of the reader"));
        secret.change({ ...server.secret, password: "another of the reader" });
        await server.restart();
        expect(await findBlaise(users)).toEqual(expectedOf(BLAISE));
      } finally {
        await server.execute(
          TRAPS[kind].changePassword(String(server.secret.password).replaceAll("'", "''")),
        );
      }
    },
    60_000,
  );

  describe("TLS", () => {
    const UNTRUSTED = `the database of the secret ${SECRET} has no TLS, or its certificate is not for its host and signed by ca of the secret or a public authority`;

    testWhole.each([
      ["another authority", { ca: createAuthority("another").certificate }],
      ["no authority of its own", { ca: undefined }],
    ])("a certificate is refused where the secret has %s", async (_, changes) => {
      secret.change({ ...server.secret, ...changes });
      expect(await messageOf(findBlaise(open()))).toBe(UNTRUSTED);
    });

    testWhole(
      "a certificate for another host is refused",
      async () => {
        if (kind === "postgresql") {
          secret.change({ ...server.secret, host: "127.0.0.1" });
          expect(await messageOf(findBlaise(open()))).toBe(UNTRUSTED);
          return;
        }
        const elsewhere = await startMariadb("elsewhere.example");
        try {
          secret.change(elsewhere.secret);
          expect(await messageOf(findBlaise(open()))).toBe(UNTRUSTED);
          secret.change({ ...server.secret, host: "127.0.0.1" });
          expect(await messageOf(findBlaise(open()))).toBe(
            "the host of the secret must be a name, because the certificate is checked for it",
          );
        } finally {
          await elsewhere.stop();
        }
      },
      60_000,
    );

    testWhole("a server that wants it is not asked without", async () => {
      await faultOf(findBlaise(open({ tls: "off" })));
    });
  });
});
