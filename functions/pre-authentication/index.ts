import { attemptsTable } from "../../shared/attempts/attempts-table";
import { readThrottle } from "../../shared/attempts/throttle";
import { documentClient } from "../../shared/aws/dynamodb";
import { stageAccess } from "../../shared/runtime/stage-access";
import { trigger } from "../../shared/runtime/trigger";
import { createHandler } from "./handler";

export const handler = trigger("pre-authentication", (settings) =>
  createHandler({
    attempts: attemptsTable(documentClient(), {
      table: settings.text("ATTEMPTS_TABLE"),
      key: settings.text("PSEUDONYM_KEY"),
      purpose: "sign-in",
    }),
    access: stageAccess(settings),
    throttle: settings.read("SIGN_IN_THROTTLE", readThrottle),
  }),
);
