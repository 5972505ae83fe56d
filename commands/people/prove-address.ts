import { readEmail } from "../../shared/email";
import { defineCommand } from "../cli/command";
import { confirm } from "../cli/confirmation";
import { CommandError } from "../cli/errors";
import { isFederatedUser, type OperatorPool, operatorPool, type PoolUser } from "../stores/operator-pool";
import { describePoolUser, findPoolUser } from "./pool-user";

export const peopleProveAddress = defineCommand({
  summary: "Marks the e-mail address of a user as proven, on your word",
  explanation: [
    "Marks the address of a user of the pool as verified, as if they had entered a code that was sent to it. It is for old",
    "users whose address the old system has not verified: they move over with the right password, and then belong nowhere.",
    "Make sure first that the mailbox is theirs, by another way than this address. Whoever holds the password of the user",
    "gets in as this address from then on: its open invitations and the tenant that owns its domain place them, and a new",
    "password can be sent to it. Refused are people who come through an identity provider, sign-ups that were not finished,",
    "and an address that another user has proven.",
  ].join("\n"),
  words: { user: "<sub | e-mail>" },
  options: { yes: { explanation: "do not ask for confirmation" } },
  async perform({ words, options }, { stage, terminal }) {
    const pool = await stage.openPool(operatorPool);
    const user = await findPoolUser(pool, words.user);
    const address = await provableAddress(pool, user);
    await confirm(terminal, {
      facts: describePoolUser(user),
      question: `Mark ${address} as proven in the stage ${stage.stage}? Its invitations and its domain then count for whoever has this user's password.`,
      yes: options.yes,
    });
    await pool.proveAddress(user.username, address);
    return [
      `${address} counts as proven for ${user.sub}, from the next token on.`,
      "If neither an invitation nor the owner of its domain places them, invite them:",
      `  npm run invitations:create -- ${address} --tenant <id>`,
    ];
  },
});

async function provableAddress(pool: Pick<OperatorPool, "havingAddress">, user: PoolUser): Promise<string> {
  const { sub, email } = user;
  if (isFederatedUser(user))
    throw new CommandError(
      `${sub} comes through an identity provider: which addresses count is for authoritativeFor of identityProviders to say.`,
    );
  if (user.status === "UNCONFIRMED")
    throw new CommandError(
      `${sub} has signed up and not entered the code, so that anybody may have chosen the password. If it was not the owner of ` +
        `the address, delete the user: npm run people:delete-unconfirmed -- ${sub}`,
    );
  if (email === undefined || readEmail(email) === undefined)
    throw new CommandError(`${sub} has no address that can count: it has to be plain ASCII.`);
  if (user.emailVerified) throw new CommandError(`The address ${email} of ${sub} is proven already.`);
  // Cognito may compare addresses as they were typed.
  const namesakes = [email, email.toLowerCase()].map((spelling) => pool.havingAddress(spelling));
  const other = (await Promise.all(namesakes)).flat().find((one) => one.emailVerified && one.sub !== sub);
  if (other !== undefined)
    throw new CommandError(`Another user, ${other.sub} (${other.status}), has proven the address ${email}.`);
  return email;
}
