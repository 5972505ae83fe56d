import { api } from "../../../shared/api/api";
import { authorityTables } from "../../../shared/api/authority-tables";
import { cognitoClient } from "../../../shared/aws/cognito";
import { documentClient } from "../../../shared/aws/dynamodb";
import { ownPasskeys } from "../../../shared/aws/own-passkeys";
import { readPasswordless, takesPasskeys } from "../../../shared/passwordless";
import { passkeyChangesTable } from "../../../shared/people/passkey-changes-table";
import { COGNITO_ANSWER_MS } from "../../../shared/runtime/time-budget";
import { createHandler } from "./handler";

export const handler = api("passkeys", (settings) => {
  const client = documentClient();
  return createHandler({
    ...authorityTables(client, settings),
    passkeys: ownPasskeys(cognitoClient(COGNITO_ANSWER_MS.others)),
    changes: passkeyChangesTable(client, settings.text("PEOPLE_TABLE")),
    isOpen: takesPasskeys(readPasswordless(settings.optionalText("PASSWORDLESS") ?? "off")),
  });
});
