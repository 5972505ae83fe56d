import { api } from "../../../shared/api/api";
import { authorityTables } from "../../../shared/api/authority-tables";
import { cognitoClient } from "../../../shared/aws/cognito";
import { documentClient } from "../../../shared/aws/dynamodb";
import { ownSessions } from "../../../shared/aws/own-sessions";
import { COGNITO_ANSWER_MS } from "../../../shared/runtime/time-budget";
import { createHandler } from "./handler";

export const handler = api("sessions", (settings) =>
  createHandler({
    ...authorityTables(documentClient(), settings),
    sessions: ownSessions(cognitoClient(COGNITO_ANSWER_MS.others)),
  }),
);
