import { poolUsers } from "../../shared/aws/pool-users";
import { readPasswordless, takesPasskeys } from "../../shared/passwordless";
import { defineCommand } from "../cli/command";
import { ISSUED_TOKENS_STAY_VALID } from "../cli/output";
import { operatorPool } from "../stores/operator-pool";
import { findPoolUser } from "./pool-user";

export const command = defineCommand({
  summary: "Signs a person out everywhere and forgets their devices",
  explanation: [
    "Ends every session of a user of the pool and forgets the devices that it remembers for them, as after a lost phone or a",
    "password that somebody else knows. They may come in again at once, with password and second factor: whoever must not is",
    "suspended. Passkeys stay, because Cognito lets their owner alone delete them.",
  ].join("\n"),
  args: { user: "<sub | e-mail>" },
  options: {},
  async perform({ args }, { stage, signal, parameters }) {
    const { rememberDevices, passwordless } = await parameters();
    const { username, sub } = await findPoolUser(await stage.openPool(operatorPool), args.user);
    const users = await stage.openPool(poolUsers);
    const remembers = rememberDevices !== "off";
    await users.signOut(username, signal);
    // Devices are forgotten after the sessions, because an open session could add another one.
    if (remembers) await users.forgetDevices(username, signal);
    return [
      `${sub} is signed out everywhere.`,
      ISSUED_TOKENS_STAY_VALID,
      remembers ? "Their devices are forgotten." : "The stage remembers no devices.",
      ...(takesPasskeys(readPasswordless(passwordless))
        ? ["Passkeys stay: ask them to choose a new password and to delete every passkey that is not theirs."]
        : []),
    ];
  },
});
