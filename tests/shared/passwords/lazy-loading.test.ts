import path from "node:path";
import { build } from "esbuild";

const ROOT = path.join(__dirname, "../../..");

/** Bundled as serverless.yml has it, with one library left outside, so that its loading is seen. */
const bundled = () =>
  build({
    absWorkingDir: ROOT,
    entryPoints: ["functions/user-migration/legacy-passwords.ts"],
    bundle: true,
    minify: true,
    platform: "node",
    format: "cjs",
    mainFields: ["module", "main"],
    external: ["bcryptjs"],
    write: false,
    metafile: true,
  });

test("the formats are loaded with the first password, and what only inspects hashes is not in a bundle", async () => {
  const { outputFiles, metafile } = await bundled();
  const loaded: string[] = [];
  const module = { exports: {} as typeof import("../../../functions/user-migration/legacy-passwords") };
  const load = (name: string) => {
    loaded.push(name);
    return require(name);
  };
  new Function("require", "module", outputFiles[0]?.text ?? "")(load, module);
  const { readLegacyPasswords, verifyLegacyPassword } = module.exports;
  const passwords = readLegacyPasswords({});
  expect(loaded).not.toContain("bcryptjs");
  const hash = `$2b$04$${"a".repeat(53)}`;
  expect(await verifyLegacyPassword("password", { hash }, passwords, {})).toBe("mismatch");
  expect(loaded).toContain("bcryptjs");
  const files = Object.values(metafile.outputs).flatMap(({ inputs }) => Object.keys(inputs));
  expect(files).toContain("shared/passwords/verify.ts");
  expect(files.filter((file) => /inspect|bare-hashes|unread-formats/.test(file))).toEqual([]);
});
