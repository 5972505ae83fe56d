import { documentClient } from "../../shared/aws/dynamodb";
import { stageAccess } from "../../shared/stage-access";
import { trigger } from "../../shared/trigger";
import { attemptsTable } from "./attempts-table";
import { createHandler } from "./handler";
import { readThrottle } from "./throttle";

export const handler = trigger("pre-authentication", (settings) =>
  createHandler({
    attempts: attemptsTable(
      documentClient(),
      settings.text("ATTEMPTS_TABLE"),
      settings.text("PSEUDONYM_KEY"),
    ),
    access: stageAccess(settings),
    throttle: readThrottle(settings.text("SIGN_IN_THROTTLE")),
  }),
);
