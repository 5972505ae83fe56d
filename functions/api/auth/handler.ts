import type { Endpoints } from "../../../shared/api/api";
import type { AppClient } from "../../../shared/aws/app-client";
import { passwords } from "./passwords";
import type { RefreshCookies } from "./refresh-cookie";
import { sessions } from "./sessions";
import { signIn } from "./sign-in";
import { signUp } from "./sign-up";

interface Ports {
  readonly pool: AppClient;
  readonly cookies: RefreshCookies | undefined;
}

export const createHandler = ({ pool, cookies }: Ports): Endpoints => ({
  ...signUp(pool),
  ...signIn(pool, cookies),
  ...sessions(pool, cookies),
  ...passwords(pool),
});
