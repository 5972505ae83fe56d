import { oneOf } from "../runtime/readers";
import type { Settings } from "../runtime/settings";
import { readTenantId } from "../tenants/tenant";
import { type PlacementPolicy, SIGN_UP_POLICIES } from "./placement";

export const readSignUpPolicy = oneOf(...SIGN_UP_POLICIES);

export const placementPolicy = (settings: Settings): PlacementPolicy => ({
  signUpPolicy: settings.read("SIGN_UP_POLICY", readSignUpPolicy),
  publicTenant: settings.read("PUBLIC_TENANT", readTenantId),
});
