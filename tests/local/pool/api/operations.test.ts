import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { CognitoIdentityProviderClient } from "@aws-sdk/client-cognito-identity-provider";
import { OPERATIONS } from "../../../../local/pool/api/operations";

test.each([...OPERATIONS.values()])(
  "$name is for apps if the service's model asks for no signature, and else for administrators",
  ({ name, caller }) => {
    const { config } = new CognitoIdentityProviderClient({ region: "eu-central-1" });
    const schemes = config.httpAuthSchemeProvider({ operation: name, region: "eu-central-1" });
    const needsSignature = schemes.every(({ schemeId }) => schemeId !== "smithy.api#noAuth");
    expect(caller).toBe(needsSignature ? "administrator" : "app");
  },
);

test("every operation that is declared is one that the server answers", () => {
  const folder = path.join(__dirname, "../../../../local/pool/api");
  const declared = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"))
    .flatMap((file) => [
      ...readFileSync(path.join(folder, file), "utf8").matchAll(
        /= for(?:Apps|Administrators|Accounts)\(\s*"(\w+)"/g,
      ),
    ])
    .map(([, name]) => name);
  expect(declared.sort()).toEqual([...OPERATIONS.keys()].sort());
  expect(declared).toContain("SignUp");
});
