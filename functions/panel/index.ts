import { api } from "../../shared/api/api";
import { readPasswordPolicy } from "../../shared/password-policy";
import * as script from "./browser/main.ts?browser";
import * as style from "./browser/panel.css?browser";
import { createHandler } from "./handler";

export const handler = api("panel", (settings) =>
  createHandler({
    script,
    style,
    policy: readPasswordPolicy(settings),
    listsSessions: settings.text("USER_SESSIONS") !== "off",
  }),
);
