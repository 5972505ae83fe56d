import { packagedProduct } from "../../local/stack/package-store";

/** Jest's global set-up: one packaged service for all tests. */
export default async function packageOnce(): Promise<void> {
  process.env.PACKAGED_SERVICE = await packagedProduct(["--stage", "dev"]);
}
