import { api } from "../../../shared/api/api";
import { appClient } from "../../../shared/aws/app-client";
import { createHandler } from "./handler";
import { refreshCookies } from "./refresh-cookie";

export const handler = api("auth", (settings) =>
  createHandler({
    pool: appClient(settings.text("CLIENT_ID")),
    cookies: refreshCookies(settings),
  }),
);
