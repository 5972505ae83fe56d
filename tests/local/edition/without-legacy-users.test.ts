import {
  ForgotPasswordCommand,
  InitiateAuthCommand,
  SignUpCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { DEMO, putDemo } from "../../../local/demo";
import { storyOf } from "../../../local/story";
import { asArguments, packageService } from "../../infra/packaged-stages";
import { startTestEdition, type TestEdition } from "./start-test-edition";

let visited: TestEdition;
beforeAll(async () => {
  visited = await startTestEdition(
    {},
    await packageService("--stage", "dev", ...asArguments({ legacySource: "none", monitoring: "on" })),
  );
});
afterAll(() => visited.stop());

const signIn = (USERNAME: string) =>
  visited.client.send(
    new InitiateAuthCommand({
      ClientId: visited.webClient,
      AuthFlow: "USER_PASSWORD_AUTH",
      AuthParameters: { USERNAME, PASSWORD: DEMO.legacyPassword },
    }),
  );

test("whoever has never moved over is a stranger: no old password, no code, and their address is free", async () => {
  const { edition, client, webClient: ClientId } = visited;
  await putDemo(edition);
  await expect(signIn(DEMO.legacy)).rejects.toThrow("Incorrect username or password.");
  await client.send(new ForgotPasswordCommand({ ClientId, Username: DEMO.legacy }));
  expect(visited.code(DEMO.legacy)).toBe("");
  expect(visited.newSources().filter((source) => source.startsWith("UserMigration"))).toEqual([]);
  const registered = await client.send(
    new SignUpCommand({
      ClientId,
      Username: DEMO.invited,
      Password: "Correct-Horse-7",
      ClientMetadata: { invitation: DEMO.invitation },
    }),
  );
  expect(registered.UserSub).toEqual(expect.any(String));
});

test("the story of the first screen promises nobody of an old system", () => {
  expect(storyOf(visited.edition.stack, "http://127.0.0.1:3001").beginning).toBe(
    "Somebody who has signed up signs in:",
  );
});
