import { defineCommand } from "../cli/command";
import { confirm } from "../cli/confirmation";
import { CommandError } from "../cli/errors";
import { operatorPool, type PoolUser } from "../stores/operator-pool";
import { describePoolUser, findPoolUser } from "./pool-user";

export const peopleDeleteUnconfirmed = defineCommand({
  summary: "Deletes a user who signed up and never entered the code, so that the address is free",
  explanation: [
    "Deletes a user of the pool who has signed up and not confirmed it, and nobody else. It is for people whose address a",
    "stranger has signed up with: the stranger's password must not become theirs. There is no profile of such a user, and",
    "invitations of the address stay. The user is read once more right before; Cognito has no way to delete only those",
    "who are still unconfirmed, so that a code that is entered in this very moment comes too late.",
  ].join("\n"),
  words: { user: "<sub | e-mail>" },
  options: { yes: { explanation: "do not ask for confirmation" } },
  async perform({ words, options }, { stage, terminal }) {
    const pool = await stage.openPool(operatorPool);
    const user = await findPoolUser(pool, words.user);
    refuseOthers(user);
    await confirm(terminal, {
      facts: describePoolUser(user),
      question: `Delete this user in the stage ${stage.stage}?`,
      yes: options.yes,
    });
    // By user name, which is never given twice: the address may be somebody else's by now.
    refuseOthers(await findPoolUser(pool, user.username));
    await pool.delete(user.username);
    return [
      `${user.sub} is deleted, and ${user.email ?? "their address"} is free.`,
      "Its owner signs up with a password of their own, and enters the code of the mail that comes then, never that of an",
      "earlier one.",
    ];
  },
});

function refuseOthers({ sub, status }: PoolUser): void {
  if (status === "UNCONFIRMED") return;
  throw new CommandError(
    `${sub} is ${status}, not UNCONFIRMED: nobody is deleted. people:erase is for people who have come in.`,
  );
}
