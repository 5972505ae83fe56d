import { type FailingTables, startFailingTables } from "./harness/faulty-tables";
import { recordedEvent } from "./harness/recorded-event";
import { loadTrigger } from "./harness/triggers";

/** A token is never issued on a guess, and nobody registers unchecked; but bookkeeping stops no sign-in. */
const BEHAVIOUR: [event: string, trigger: string, does: "refuses" | "passes"][] = [
  ["PreSignUp_SignUp", "pre-sign-up", "refuses"],
  ["UserMigration_Authentication", "user-migration", "refuses"],
  ["UserMigration_ForgotPassword", "user-migration", "refuses"],
  ["PostConfirmation_ConfirmSignUp", "post-confirmation", "passes"],
  ["PreAuthentication_Authentication", "pre-authentication", "passes"],
  ["PostAuthentication_Authentication", "post-authentication", "passes"],
  ["TokenGeneration_Authentication", "pre-token-generation", "refuses"],
  ["TokenGeneration_RefreshTokens", "pre-token-generation", "refuses"],
  ["TokenGeneration_ClientCredentials", "pre-token-generation", "refuses"],
];

/** What a trigger makes of an event, and that it complains in its log. */
async function conduct(tables: FailingTables, name: string, triggerName: string): Promise<unknown> {
  const event = recordedEvent(name);
  const trigger = loadTrigger(triggerName, tables.endpoint, { MIGRATION_FLOOR: "0" });
  const answer = await trigger(event).catch((error: Error) => error.message);
  expect(trigger.log()).toMatchObject([{ level: expect.stringMatching(/^(warn|error)$/) }]);
  if (answer === "This is not possible at the moment. Please try again later") return "refuses";
  return JSON.stringify(answer) === JSON.stringify(event) ? "passes" : answer;
}

test.each([
  "silence",
  "ProvisionedThroughputExceededException",
  "InternalServerError",
  "AccessDeniedException",
])(
  "with %s from the database each trigger refuses or passes, before Cognito gives up on it",
  async (error) => {
    const tables = await startFailingTables(error);
    try {
      const conducts = await Promise.all(
        BEHAVIOUR.map(async ([name, trigger]) => [name, trigger, await conduct(tables, name, trigger)]),
      );
      expect(conducts).toEqual(BEHAVIOUR);
      expect(new Set(tables.requests)).toEqual(new Set(["GetItem", "Query", "UpdateItem"]));
    } finally {
      await tables.stop();
    }
  },
);
