import { setTimeout } from "node:timers/promises";
import { CEILINGS, verifyPassword } from "../../../shared/passwords";
import { inSlices } from "../../../shared/passwords/parts/time-slices";
import { trigger } from "../../../shared/runtime/trigger";
import { recordedEvent } from "../../harness/recorded-event";

const base64 = (bytes: number): string => Buffer.alloc(bytes, 7).toString("base64");
const unpadded = (bytes: number): string => base64(bytes).replace(/=+$/, "");
const letters = (count: number): string => "a".repeat(count);
const { rounds, iterations, bcryptCost, memoryMib } = CEILINGS;

/** As much work as a stage can allow, which takes seconds. */
const COSTLIEST: Readonly<Record<string, { readonly hash: string; readonly [parameter: string]: unknown }>> =
  {
    bcrypt: { hash: `$2b$${bcryptCost}$${letters(53)}` },
    "argon2, worked out in JavaScript": {
      hash: `$argon2id$m=${memoryMib * 1_024},t=1,p=1$${unpadded(16)}$${unpadded(32)}`,
    },
    scrypt: { hash: `scrypt:${2 ** 17}:8:4$salt$${letters(128)}` },
    PBKDF2: { hash: `$pbkdf2-sha512$${iterations}$${unpadded(16)}$${unpadded(64)}` },
    "SHA-512-crypt": { hash: `$6$rounds=${rounds}$salt$${letters(86)}` },
    "SHA1-crypt": { hash: `$sha1$${rounds / 2}$salt$${letters(28)}` },
    phpass: { hash: `$P$H12345678${letters(22)}` },
    Drupal: { hash: `$S$H12345678${letters(43)}` },
    Shiro: { hash: `$shiro1$SHA-512$${rounds}$${base64(16)}$${base64(64)}` },
    Symfony: { hash: base64(64), scheme: "symfony-sha512", salt: "salt", iterations: rounds },
    "a template": { hash: letters(32), scheme: `repeat(${rounds - 1}, md5(password))` },
    "a template, repeated in one round": {
      hash: letters(32),
      scheme: `md5(repeat(2, md5(previous+repeat(${rounds / 4 - 2}, md5(previous+password)))))`,
    },
    "a template around phpass": {
      hash: `$P$912345678${letters(22)}`,
      scheme: `phpass(repeat(${rounds - 3_000}, md5(password)))`,
    },
  };

test.each(Object.entries(COSTLIEST))(
  "a timer has its turn during %s, and an abort ends it",
  async (_, stored) => {
    const given = new AbortController();
    const reason = new Error("no time left");
    const check = verifyPassword("password", stored, { signal: given.signal });
    const ended = expect(check).rejects.toBe(reason);
    await setTimeout(1);
    given.abort(reason);
    await ended;
  },
);

test("a check that is aborted before it begins ends with the reason as well", async () => {
  const reason = new Error("no time left");
  for (const stored of Object.values(COSTLIEST))
    await expect(verifyPassword("password", stored, { signal: AbortSignal.abort(reason) })).rejects.toBe(
      reason,
    );
});

test("work that is aborted goes on no further", async () => {
  let worked = 0;
  function* endless(): Generator<void, never> {
    for (;;) {
      worked += 1;
      yield;
    }
  }
  const given = new AbortController();
  const ended = expect(inSlices(endless(), given.signal)).rejects.toBe("enough");
  await setTimeout(1);
  given.abort("enough");
  await ended;
  const atAbort = worked;
  await setTimeout(100);
  expect(worked).toBe(atAbort);
});

test("an invocation ends at its deadline while a password is checked", async () => {
  const lines: unknown[] = [];
  const invoke = trigger(
    "user-migration",
    () =>
      async (event, { signal }) => {
        await verifyPassword("password", COSTLIEST["SHA-512-crypt"] ?? { hash: "" }, { signal });
        return event;
      },
    { environment: {}, deadlineMs: 50, log: (line) => lines.push(line) },
  );
  await expect(invoke(recordedEvent("UserMigration_Authentication"))).rejects.toMatchObject({
    code: "fault",
  });
  expect(lines).toMatchObject([{ outcome: "fault", error: { message: "no answer within 50 ms" } }]);
});
