import {
  AdminDeleteUserCommand,
  UpdateUserAttributesCommand,
  VerifyUserAttributeCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { parametersOfDev } from "../../harness/packaged-service";
import { runCommand } from "../../harness/run-command";
import { startTestEdition, type TestEdition } from "./start-test-edition";
import { join, refresh, signIn, signUp } from "./visitor";

let visited: TestEdition;
beforeAll(async () => {
  visited = await startTestEdition();
});
afterAll(() => visited.stop());

const run = async (...words: string[]) => {
  const { tables, poolUrl } = visited.edition;
  const args = [...words, "--endpoint", tables.endpoint, "--pool-endpoint", poolUrl];
  expect(await runCommand(args, { readParameters: parametersOfDev })).toMatchObject({ code: 0 });
};

/** Somebody who has joined under one address, proved another, and done nothing since but refresh. */
async function move(from: string, to: string) {
  const sub = await join(visited, from);
  const { AuthenticationResult } = await signIn(visited, from);
  const { AccessToken, RefreshToken } = AuthenticationResult ?? {};
  const { client, code } = visited;
  await client.send(
    new UpdateUserAttributesCommand({ AccessToken, UserAttributes: [{ Name: "email", Value: to }] }),
  );
  await client.send(new VerifyUserAttributeCommand({ AccessToken, AttributeName: "email", Code: code(to) }));
  await refresh(visited, RefreshToken);
  return sub;
}

test.each([
  ["suspended", "people:suspend", []],
  ["erased", "people:erase", ["--yes"]],
])(
  "nobody who was %s signs up again, neither as before nor as they were called last",
  async (how, ...command) => {
    const [name = "", options] = command as [string, string[]];
    const former = `${how}@acme.example`;
    const present = `${how}.now@acme.example`;
    const sub = await move(former, present);
    await run(name, sub, ...options);
    const UserPoolId = visited.edition.stack.pool.id;
    const deletion = visited.client.send(new AdminDeleteUserCommand({ UserPoolId, Username: sub }));
    // An erasure has deleted the user already.
    if (how === "erased") await expect(deletion).rejects.toMatchObject({ name: "UserNotFoundException" });
    else await deletion;

    for (const address of [former, present, `${how}+again@acme.example`])
      await expect(signUp(visited, address)).rejects.toMatchObject({
        name: "UserLambdaValidationException",
        message:
          "PreSignUp failed with error This e-mail address is in use already. Please sign in or, if you are invited, use the link of your invitation.",
      });
    await expect(signUp(visited, `somebody.else.than.${how}@acme.example`)).resolves.toBeDefined();
  },
);
