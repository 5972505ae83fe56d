import { documentClient } from "../../shared/aws/dynamodb";
import { trigger } from "../../shared/trigger";
import { attemptsTable } from "./attempts-table";
import { createHandler } from "./handler";
import { readThrottle } from "./sign-in-policy";

export const handler = trigger("pre-authentication", (settings) =>
  createHandler({
    attempts: attemptsTable(
      documentClient(),
      settings.text("ATTEMPTS_TABLE"),
      settings.text("PSEUDONYM_KEY"),
    ),
    policy: {
      signIn: settings.choice("SIGN_IN", ["open", "closed"]),
      allowedClients: settings.list("ALLOWED_CLIENTS", "any"),
      throttle: readThrottle(settings.text("SIGN_IN_THROTTLE")),
    },
  }),
);
