import type { Endpoints } from "../../../shared/api/api";
import { passwords } from "./passwords";
import type { RefreshCookies } from "./refresh-cookie";
import { sessions } from "./sessions";
import { signIn } from "./sign-in";
import { type SignUpPorts, signUp } from "./sign-up";

interface Ports extends SignUpPorts {
  readonly cookies: RefreshCookies | undefined;
}

export const createHandler = (ports: Ports): Endpoints => ({
  ...signUp(ports),
  ...signIn(ports),
  ...sessions(ports.pool, ports.cookies),
  ...passwords(ports),
});
