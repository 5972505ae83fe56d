import { readFileSync, rmSync, statSync } from "node:fs";
import path from "node:path";
import { unzipSync } from "fflate";
import { BundlesPlugin } from "../../infra/bundles";
import { copySources } from "../local/stack/copied-sources";

let serviceDir: string;
beforeEach(() => {
  serviceDir = copySources();
});
afterEach(() => rmSync(serviceDir, { recursive: true }));

const service = () => ({
  functions: {
    "pre-authentication": { handler: "functions/pre-authentication/index.handler" },
    "post-confirmation": { handler: "functions/post-confirmation/index.handler" },
  } as Record<string, { handler: string; package?: { artifact: string } }>,
  custom: {
    esbuild: {
      bundle: true,
      platform: "node" as const,
      packages: "external" as const,
      plugins: "infra/browser-text.cjs",
    },
  },
});

const pluginOf = (packaged: ReturnType<typeof service>, options = {}) =>
  new BundlesPlugin({ serviceDir, service: packaged, classes: { Error } }, options);

test("each function has an archive with its bundle, which is the same whenever it is made", async () => {
  const packaged = service();
  const { hooks } = pluginOf(packaged);
  const archives = async () => {
    await hooks["before:package:createDeploymentArtifacts"]?.();
    return Object.values(packaged.functions).map((lambda) =>
      readFileSync(path.join(serviceDir, lambda.package?.artifact ?? "")),
    );
  };
  const [first, second] = [await archives(), await archives()];
  expect(first.map((archive) => Object.keys(unzipSync(archive)))).toEqual([
    ["functions/pre-authentication/index.js"],
    ["functions/post-confirmation/index.js"],
  ]);
  expect(second).toEqual(first);
});

test("for a deployment of one function, only that one is made", async () => {
  const packaged = service();
  await pluginOf(packaged, { function: "post-confirmation" }).hooks[
    "before:deploy:function:packageFunction"
  ]?.();
  expect(packaged.functions["pre-authentication"]?.package).toBeUndefined();
  const { artifact = "" } = packaged.functions["post-confirmation"]?.package ?? {};
  expect(statSync(path.join(serviceDir, artifact)).size).toBeGreaterThan(0);
});
