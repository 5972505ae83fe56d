import { api } from "../../../shared/api/api";
import { authorityTables } from "../../../shared/api/authority-tables";
import { cognitoClient } from "../../../shared/aws/cognito";
import { documentClient } from "../../../shared/aws/dynamodb";
import { ownPasskeys } from "../../../shared/aws/own-passkeys";
import { readPasswordless, takesPasskeys } from "../../../shared/passwordless";
import { COGNITO_ANSWER_MS } from "../../../shared/runtime/time-budget";
import { createHandler } from "./handler";

export const handler = api("passkeys", (settings) =>
  createHandler({
    ...authorityTables(documentClient(), settings),
    passkeys: ownPasskeys(cognitoClient(COGNITO_ANSWER_MS.others)),
    isOpen: takesPasskeys(readPasswordless(settings.optionalText("PASSWORDLESS") ?? "off")),
  }),
);
