import { readHolder, verify } from "../../mfa/set-up";
import { PLAIN_TEXT, SESSION, TOKEN } from "../input/members";
import { required, text } from "../input/shapes";
import { forApps } from "../operation";

const INPUT = {
  AccessToken: TOKEN,
  Session: SESSION,
  UserCode: required(text({ shortest: 6, longest: 6, pattern: "[0-9]+", secret: true })),
  FriendlyDeviceName: PLAIN_TEXT,
};

export const verifySoftwareToken = forApps("VerifySoftwareToken", INPUT, (pool, input) =>
  verify(pool, readHolder(pool, input), input.UserCode),
);
