import type { CognitoEvent } from "../../../shared/runtime/cognito-event";
import { FaultError } from "../../../shared/runtime/errors";
import type { LogFields } from "../../../shared/runtime/log";
import { refuse } from "../../../shared/runtime/refusals";
import { type TriggerHandler, trigger } from "../../../shared/runtime/trigger";
import { recordedEvent } from "../../harness/recorded-event";

const NEUTRAL = "This is not possible at the moment. Please try again later";
const EVENT = recordedEvent("PostAuthentication_Authentication");
const SUB = "d3a4f8e2-7041-70c5-9b1e-2f6c0a91d4b7";

function start(
  handle: TriggerHandler<"post-authentication">,
  options: { onFault?: "pass"; deadlineMs?: number; environment?: object } = {},
) {
  const log: LogFields[] = [];
  const environment = { STAGE: "test", PSEUDONYM_KEY: "key", ...options.environment };
  const invoke = trigger("post-authentication", () => handle, {
    ...options,
    environment,
    log: (line) => log.push(line),
    clock: () => new Date("2026-05-01T12:00:00Z"),
  });
  return { invoke, log };
}

describe("one line is logged for each invocation", () => {
  test("with trigger, source, outcome, person, time, and the metric of it", async () => {
    const { invoke, log } = start(async (event, run) => {
      run.outcome("recorded");
      return event;
    });
    await invoke(EVENT);
    await invoke(EVENT);
    const line = {
      level: "info",
      stage: "test",
      trigger: "post-authentication",
      source: "PostAuthentication_Authentication",
      sub: SUB,
      outcome: "recorded",
      milliseconds: expect.any(Number),
      cold: true,
      _aws: {
        Timestamp: 1777636800000,
        CloudWatchMetrics: [
          {
            Namespace: "CognitoTriggers",
            Dimensions: [
              ["stage", "trigger"],
              ["stage", "trigger", "outcome"],
              ["stage", "outcome"],
            ],
            Metrics: [{ Name: "milliseconds", Unit: "Milliseconds" }],
          },
        ],
      },
    };
    expect(log).toEqual([line, { ...line, cold: false }]);
  });

  test("with the same pseudonym for one login, typed in any case, and another for another", async () => {
    const { invoke, log } = start(async (event) => event);
    for (const userName of ["eve@acme.example", "EVE@acme.example", "bob@acme.example"])
      await invoke({ triggerSource: "x", request: {}, userName });
    const [eve, sameEve, bob] = log.map(({ login }) => login);
    expect(eve).toMatch(/^[\w-]{16}$/);
    expect(sameEve).toBe(eve);
    expect(bob).not.toBe(eve);
  });

  test("without what was typed as a name, even if it looks like a sub", async () => {
    const { invoke, log } = start(async (event) => event);
    await invoke({ triggerSource: "UserMigration_Authentication", request: {}, userName: SUB });
    expect(JSON.stringify(log)).not.toContain(SUB);
  });

  test("with warnings, which raise its level", async () => {
    const { invoke, log } = start(async (event, run) => {
      run.warn("no sub");
      return event;
    });
    await invoke(EVENT);
    expect(log).toMatchObject([{ level: "warn", warnings: ["no sub"] }]);
  });
});

describe("a refusal", () => {
  test("reaches the person in its own words, and the log by its code", async () => {
    const { invoke, log } = start(async () => {
      return refuse("unknown-source", "Sign-in");
    });
    await expect(invoke(EVENT)).rejects.toMatchObject({ message: "Sign-in of this kind is not supported" });
    expect(log).toMatchObject([{ level: "info", outcome: "refused", reason: "unknown-source" }]);
    expect(JSON.stringify(log)).not.toContain("Sign-in of this kind is not supported");
  });
  test("is a refusal also where faults pass", async () => {
    const { invoke } = start(
      async () => {
        return refuse("unknown-source", "Sign-in");
      },
      { onFault: "pass" },
    );
    await expect(invoke(EVENT)).rejects.toMatchObject({ message: "Sign-in of this kind is not supported" });
  });
});

describe("a fault", () => {
  const failing: TriggerHandler<"post-authentication"> = async () => {
    throw new Error("the password was hunter2", {
      cause: new TypeError("ada@acme.example is not a function"),
    });
  };
  test("reaches the person as one neutral sentence, and the log without what it quotes", async () => {
    const { invoke, log } = start(failing);
    await expect(invoke(EVENT)).rejects.toMatchObject({ name: "RejectionError", message: NEUTRAL });
    expect(log).toMatchObject([
      {
        level: "error",
        outcome: "fault",
        error: { name: "Error", stack: expect.any(Array), cause: { name: "TypeError" } },
      },
    ]);
    expect(JSON.stringify(log)).not.toMatch(/hunter2|ada@/);
  });
  test("of our own or of AWS is logged with its message", async () => {
    const aws = Object.assign(new Error("no such table"), { $fault: "client", $metadata: {} });
    const { invoke, log } = start(async () => {
      throw new FaultError("misconfigured", { cause: aws });
    });
    await expect(invoke(EVENT)).rejects.toMatchObject({ message: NEUTRAL });
    expect(log).toMatchObject([{ error: { message: "misconfigured", cause: { message: "no such table" } } }]);
  });
  test.each(["a string", undefined, null, { secret: "hunter2" }])(
    "that is no error (%j) is one all the same",
    async (thrown) => {
      const { invoke, log } = start(async () => {
        throw thrown;
      });
      await expect(invoke(EVENT)).rejects.toMatchObject({ message: NEUTRAL });
      expect(JSON.stringify(log)).not.toContain("hunter2");
    },
  );
  test("gives the event back as it came where faults pass", async () => {
    const { invoke, log } = start(failing, { onFault: "pass" });
    await expect(invoke(EVENT)).resolves.toBe(EVENT);
    expect(log).toMatchObject([{ level: "error", outcome: "fault" }]);
  });
  test.each([
    undefined,
    null,
    "event",
    42,
    [],
    {},
    { triggerSource: "x" },
    { triggerSource: 1, request: {} },
  ])("is also what is no event: %j", async (event) => {
    const { invoke, log } = start(async (known) => known);
    await expect(invoke(event)).rejects.toMatchObject({ message: NEUTRAL });
    expect(log).toMatchObject([{ error: { message: "this is not a Cognito trigger event" } }]);
  });
  test("at the start is logged with the setting's name at every invocation, and reaches nobody", async () => {
    const log: LogFields[] = [];
    const invoke = trigger(
      "post-authentication",
      (settings) => async (event) => ({ ...event, table: settings.text("TABLE") }),
      {
        environment: {},
        log: (line) => log.push(line),
      },
    );
    const eager = trigger(
      "post-authentication",
      (settings) => {
        settings.text("PEOPLE_TABLE");
        return async (event: CognitoEvent) => event;
      },
      { environment: {}, log: (line) => log.push(line) },
    );
    await expect(invoke(EVENT)).rejects.toMatchObject({ message: NEUTRAL });
    await expect(eager(EVENT)).rejects.toMatchObject({ message: NEUTRAL });
    expect(log).toMatchObject([
      { error: { message: "the environment lacks TABLE" } },
      { error: { message: "the environment lacks PEOPLE_TABLE" } },
    ]);
  });
});

describe("the deadline", () => {
  test("answers for a handler that does not, and aborts what it waits for", async () => {
    let aborted = false;
    const { invoke, log } = start(
      (_, { signal }) =>
        new Promise(() => {
          signal.addEventListener("abort", () => {
            aborted = true;
          });
        }),
      { deadlineMs: 20 },
    );
    await expect(invoke(EVENT)).rejects.toMatchObject({ message: NEUTRAL });
    expect(aborted).toBe(true);
    expect(log).toMatchObject([{ outcome: "fault", error: { message: "no answer within 20 ms" } }]);
  });
});
