import { type Journal, openJournal } from "../../../local/journal/journal";
import { openPool } from "../../../local/pool/open-pool";
import { signJwt, verifyJwt } from "../../../local/pool/tokens/jwt";
import { settings } from "./test-pool";

const keysOf = (journal: Journal) =>
  openPool({
    settings: settings(),
    clients: [],
    groups: [],
    journal,
    now: () => new Date(),
    call: async (_, event) => ({ kind: "answered", payload: event }),
  }).keys;

test("keys that are prepared are two, and stay as they are", async () => {
  const journal = openJournal(undefined);
  const keys = keysOf(journal);
  await keys.prepare();
  const { id, access } = keys;
  expect(id.kid).not.toBe(access.kid);
  expect(id.privateKey).not.toBe(access.privateKey);
  await keys.prepare();
  expect([keys.id, keys.access]).toEqual([id, access]);
  expect([keysOf(journal).id, keysOf(journal).access]).toEqual([id, access]);
});

test("a key that somebody needs before it is prepared is the one that counts", async () => {
  const keys = keysOf(openJournal(undefined));
  const prepared = keys.prepare();
  const token = await signJwt({ sub: "ada" }, keys.access);
  await prepared;
  expect(verifyJwt(token, [keys.id, keys.access])).toEqual({ sub: "ada" });
});
