import type { Settings } from "../runtime/settings";
import { type PlacementPolicy, SIGN_UP_POLICIES } from "./placement";

export const placementPolicy = (settings: Settings): PlacementPolicy => ({
  signUpPolicy: settings.choice("SIGN_UP_POLICY", SIGN_UP_POLICIES),
  publicTenant: settings.text("PUBLIC_TENANT"),
});
