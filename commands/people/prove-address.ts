import { readEmail } from "../../shared/email";
import { defineCommand } from "../cli/command";
import { CommandError } from "../cli/errors";
import { confirm } from "../cli/terminal";
import {
  isFederatedUser,
  type OperatorPool,
  type OperatorPoolUser,
  operatorPool,
} from "../stores/operator-pool";
import { describePoolUser, findPoolUser } from "./pool-user";

export const command = defineCommand({
  summary: "Marks the e-mail address of a user as proven, on your responsibility",
  explanation: [
    "Marks the address of a user of the pool as verified, as if they had entered a code that was sent to it. It is for",
    "people who came from the old system with an address that it had not verified: their old password lets them move",
    "over, but they then belong nowhere. First make sure that the mailbox is theirs, and do not ask through this address.",
    "From then on, whoever has the user's password signs in as the owner of this address: its open invitations and the",
    "tenant that owns its domain count, and a new password can be sent to it. Refused are people who come through an",
    "identity provider, sign-ups that were never confirmed, and an address that another user has proven.",
  ].join("\n"),
  args: { user: "<sub | e-mail>" },
  options: { yes: { explanation: "do not ask for confirmation" } },
  async perform({ args, options }, { stage, terminal }) {
    const pool = await stage.openPool(operatorPool);
    const user = await findPoolUser(pool, args.user);
    const address = await provableAddress(pool, user);
    await confirm(terminal, {
      facts: describePoolUser(user),
      question: `Mark ${address} as proven in the stage ${stage.stage}? Its invitations and its domain then count for whoever has the password of this user.`,
      yes: options.yes,
    });
    await pool.proveAddress(user.username, address);
    return [
      `${address} counts as proven for ${user.sub}, from the next token on.`,
      "If they still belong to no tenant, invite them:",
      `  npm run invitations:create -- ${address} --tenant <id>`,
    ];
  },
});

async function provableAddress(
  pool: Pick<OperatorPool, "havingAddress">,
  user: OperatorPoolUser,
): Promise<string> {
  const { sub, email } = user;
  if (isFederatedUser(user))
    throw new CommandError(
      `${sub} comes through an identity provider, and only its authoritativeFor (parameter identityProviders) decides which of its addresses count.`,
    );
  if (user.status === "UNCONFIRMED")
    throw new CommandError(
      `${sub} signed up but never entered the code, so anybody may have chosen the password. If it was not the owner of ` +
        `the address, delete the user: npm run people:delete-unconfirmed -- ${sub}`,
    );
  if (email === undefined || readEmail(email) === undefined)
    throw new CommandError(`${sub} has no address that can be proven: it must be plain ASCII.`);
  if (user.emailVerified) throw new CommandError(`The address ${email} of ${sub} is already proven.`);
  // Cognito may compare addresses as they were typed.
  const spellings = [email, email.toLowerCase()].map((spelling) => pool.havingAddress(spelling));
  const other = (await Promise.all(spellings)).flat().find((one) => one.emailVerified && one.sub !== sub);
  if (other !== undefined)
    throw new CommandError(`Another user, ${other.sub} (${other.status}), has proven the address ${email}.`);
  return email;
}
