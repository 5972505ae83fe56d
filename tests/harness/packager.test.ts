import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { runServerless } from "../../local/stack/framework";
import { asArguments, EVERYTHING_ON } from "../infra/packaged-stages";
import { runInPackager } from "./packager";

const DEV = ["package", "--stage", "dev"];
const FULL = ["package", "--stage", "full", ...asArguments(EVERYTHING_ON)];

/** All files of a package; the names of the archives in the bucket hold the time of packaging. */
async function packageBy(run: typeof runServerless, args: readonly string[]): Promise<object> {
  const folder = mkdtempSync(path.join(tmpdir(), "packaged-by-"));
  try {
    expect(await run(args, folder)).toMatchObject({ succeeded: true });
    const product = path.join(folder, ".serverless");
    const contentOf = (name: string) => {
      const content = readFileSync(path.join(product, name), "latin1");
      return name.endsWith(".json") ? content.replace(/\d+-\d{4}-\d\d-\d\dT[\d:.]+Z/g, "then") : content;
    };
    return Object.fromEntries(readdirSync(product).map((name) => [name, contentOf(name)]));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test("what one process packages in a row is the same to the byte as what each process of its own packages", async () => {
  const dev = await packageBy(runServerless, DEV);
  const full = await packageBy(runServerless, FULL);
  expect(Object.keys(dev).length).toBeGreaterThan(20);
  expect(await packageBy(runInPackager, DEV)).toEqual(dev);
  expect(await packageBy(runInPackager, FULL)).toEqual(full);
  expect(await packageBy(runInPackager, DEV)).toEqual(dev);
});
