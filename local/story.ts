import { DEMO } from "./demo";
import type { Stack } from "./stack/stack";

/** Three commands, for bash and zsh, from a password of the old system to tenant and role. */
export interface Story {
  readonly beginning: string;
  readonly commands: string;
  readonly end: string;
}

export function storyOf({ functions }: Pick<Stack, "functions">, apiUrl: string): Story {
  const migration = functions.find(({ name }) => name === "user-migration");
  // Another source than the table of the stack knows nothing of the demo's people.
  const hasDemoUsers = migration?.environment.LEGACY_SOURCE?.includes('"dynamodb"') ?? false;
  const [email, password] = hasDemoUsers ? [DEMO.legacy, DEMO.legacyPassword] : ["<login>", "<password>"];
  const beginning =
    migration === undefined
      ? "Somebody who has signed up signs in:"
      : "Somebody of your old system moves over when they sign in:";
  return {
    beginning: hasDemoUsers ? `${DEMO.legacyName} is only in the old system until she signs in:` : beginning,
    commands: `TOKENS=$(curl -s ${apiUrl}/auth/sign-in -H 'content-type: application/json' \\
  -d '{"email":"${email}","password":"${password}"}')
ACCESS_TOKEN=$(node -p 'JSON.parse(process.argv[1]).accessToken' "$TOKENS")
curl -s ${apiUrl}/profile -H "authorization: Bearer $ACCESS_TOKEN"`,
    end: hasDemoUsers
      ? 'It ends with "tenantId":"acme","role":"member".'
      : "It ends with their tenant and role.",
  };
}
