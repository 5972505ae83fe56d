import { api } from "../../../shared/api/api";
import { appClient } from "../../../shared/aws/app-client";
import { cognitoClient } from "../../../shared/aws/cognito";
import { createHandler } from "./handler";
import { refreshCookies } from "./refresh-cookie";

export const handler = api("auth", (settings) =>
  createHandler({
    // As long as the triggers of a sign-in may take.
    pool: appClient(cognitoClient(20_000), settings.text("CLIENT_ID")),
    cookies: refreshCookies(settings),
  }),
);
