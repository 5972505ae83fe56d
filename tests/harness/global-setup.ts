import { packageService } from "../infra/packaged-stages";
import { startPackager } from "./packager";

/** Jest's global set-up: one packaged service for all tests, and a packager for the other packages that some tests need. */
export default async function packageOnce(): Promise<void> {
  if (process.env.PACKAGER === undefined) await startPackager();
  process.env.PACKAGED_SERVICE = await packageService("--stage", "dev");
}
