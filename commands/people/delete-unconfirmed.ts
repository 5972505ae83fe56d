import { defineCommand } from "../cli/command";
import { CommandError } from "../cli/errors";
import { confirm } from "../cli/terminal";
import { type OperatorPoolUser, operatorPool } from "../stores/operator-pool";
import { describePoolUser, findPoolUser } from "./pool-user";

export const command = defineCommand({
  summary: "Deletes a user who signed up but never entered the code, and so frees the address",
  explanation: [
    "Deletes a user of the pool who signed up but never entered the code, and nobody else. Use it when a stranger signed",
    "up with somebody's address: the stranger's password must not become theirs. Such a user has no profile, and",
    "invitations of the address stay. The status is checked again right before the deletion, but Cognito cannot make a",
    "deletion depend on it: somebody who enters the code at that very moment is deleted all the same.",
  ].join("\n"),
  args: { user: "<sub | e-mail>" },
  options: { yes: { explanation: "do not ask for confirmation" } },
  async perform({ args, options }, { stage, terminal }) {
    const pool = await stage.openPool(operatorPool);
    const user = await findPoolUser(pool, args.user);
    refuseConfirmed(user);
    await confirm(terminal, {
      facts: describePoolUser(user),
      question: `Delete this user in the stage ${stage.stage}?`,
      yes: options.yes,
    });
    // By user name, which Cognito never gives twice: the address may be somebody else's by now.
    refuseConfirmed(await findPoolUser(pool, user.username));
    await pool.delete(user.username);
    return [
      `${user.sub} is deleted, and ${user.email ?? "their address"} is free.`,
      "The owner of the address can now sign up with a password of their own. They must enter the code of the mail that comes",
      "then, never that of an earlier mail.",
    ];
  },
});

function refuseConfirmed({ sub, status }: OperatorPoolUser): void {
  if (status === "UNCONFIRMED") return;
  throw new CommandError(
    `${sub} is ${status}, not UNCONFIRMED: nothing was deleted. To remove a person who has signed in: people:erase`,
  );
}
