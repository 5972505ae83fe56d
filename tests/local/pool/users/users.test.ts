import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { Collection } from "../../../../local/journal/collection";
import { openJournal } from "../../../../local/journal/journal";
import { NO_FAILURES } from "../../../../local/pool/passwords/lockout";
import type { RefreshToken } from "../../../../local/pool/pool";
import { loginsOf } from "../../../../local/pool/users/sign-in-names";
import { NO_MFA, type User } from "../../../../local/pool/users/user";
import { findUser, putUser, removeUser } from "../../../../local/pool/users/users";
import { settings } from "../test-pool";

const ada: User = {
  username: "d3a4f8e2-7041-40c5-9b1e-2f6c0a91d4b7",
  status: "CONFIRMED",
  enabled: true,
  createdAt: "2026-05-01T12:00:00.000Z",
  modifiedAt: "2026-05-01T12:00:00.000Z",
  attributes: { sub: "d3a4f8e2-7041-40c5-9b1e-2f6c0a91d4b7", email: "Ada@acme.example" },
  password: undefined,
  passwordExpiresAt: undefined,
  codes: {},
  pendingAttributes: { email: "pending@acme.example" },
  groups: [],
  mfa: NO_MFA,
  failures: NO_FAILURES,
  signedOutAt: undefined,
};

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "users-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const open = () => {
  const journal = openJournal(path.join(folder, "pool.jsonl"));
  const users = new Collection<User>(journal, "users", loginsOf(settings()));
  return {
    settings: settings(),
    users,
    refreshTokens: new Collection<RefreshToken>(journal, "refresh-tokens"),
    journal,
  };
};
const found = (pool: Parameters<typeof findUser>[0], ...logins: string[]) =>
  logins.map((login) => findUser(pool, login)?.username);

test("somebody is found by user name, sub and address in any case, and by nothing that only waits", () => {
  const pool = open();
  putUser(pool, ada);
  expect(found(pool, "ada@ACME.example", ada.username.toUpperCase(), "pending@acme.example", "")).toEqual([
    ada.username,
    ada.username,
    undefined,
    undefined,
  ]);
  pool.journal.close();
});

test("a changed address leads to the person, and the one before to nobody; so it is after a restart", () => {
  const pool = open();
  putUser(pool, ada);
  putUser(pool, { ...ada, attributes: { ...ada.attributes, email: "ada.king@acme.example" } });
  const addresses = ["ada.king@acme.example", "ada@acme.example"];
  expect(found(pool, ...addresses)).toEqual([ada.username, undefined]);
  pool.journal.close();
  const reopened = open();
  expect(found(reopened, ...addresses)).toEqual([ada.username, undefined]);
  reopened.journal.close();
});

test("whoever is removed is found no more, and the address is free; so it is after a restart", () => {
  const pool = open();
  putUser(pool, ada);
  removeUser(pool, ada.username);
  expect(found(pool, "ada@acme.example")).toEqual([undefined]);
  putUser(pool, { ...ada, username: "grace" });
  pool.journal.close();
  const reopened = open();
  expect(found(reopened, "ada@acme.example", ada.username)).toEqual(["grace", "grace"]);
  reopened.journal.close();
});

test("all records under one key are found", () => {
  const pool = open();
  const records = new Collection<{ owner: string }>(pool.journal, "records", ({ owner }) => [owner]);
  records.put("1", { owner: "ada" });
  records.put("2", { owner: "grace" });
  records.put("3", { owner: "ada" });
  records.put("1", { owner: "grace" });
  expect(records.findAll("ada")).toEqual([{ owner: "ada" }]);
  expect(records.findAll("grace")).toHaveLength(2);
  pool.journal.close();
});
