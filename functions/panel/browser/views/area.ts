import { call, pathOf } from "../api/api";
import type { ShownTenant } from "../api/representations";
import { may, whoIsSignedIn } from "../api/session";
import { addressOf } from "../page/address";
import type { PanelView } from "../page/shell";

/** The tenant that a view is about: that of the token, or one that an operator has opened. */
export interface Area {
  readonly tenantId: string;
  /** Reads the tenant, once for each view. */
  tenant(): Promise<ShownTenant>;
  /** Its path in the API, and the paths below it. */
  path(...segments: readonly string[]): string;
  /** Its address on this page. */
  address(...segments: readonly string[]): string;
  readonly mayManage: boolean;
  /** The frame of its views. */
  around(): Promise<Pick<PanelView, "above" | "within">>;
}

export const PLATFORM = "platform";

export const ownArea = (): Area => ({
  tenantId: whoIsSignedIn()?.tenantId ?? "",
  tenant: () => call<ShownTenant>("GET", "/tenant"),
  path: (...segments) => (segments.length === 0 ? "/tenant" : pathOf(...segments)),
  address: addressOf,
  mayManage: may("members.manage"),
  around: async () => ({}),
});

export function openedArea(tenantId: string): Area {
  const address = (...segments: readonly string[]) => addressOf("tenants", tenantId, ...segments);
  const path = (...segments: readonly string[]) => pathOf("tenants", tenantId, ...segments);
  let read: Promise<ShownTenant> | undefined;
  const tenant = () => {
    read ??= call<ShownTenant>("GET", path());
    return read;
  };
  return {
    tenantId,
    tenant,
    path,
    address,
    mayManage: may("tenants.manage"),
    async around() {
      const { name } = await tenant();
      return {
        above: { text: "Tenants", address: addressOf("tenants") },
        within: {
          name,
          links: [
            { text: "Members", address: address("members") },
            { text: "Invitations", address: address("invitations") },
            { text: "Domains", address: address("domains") },
            { text: "Settings", address: address("settings") },
            { text: "Audit", address: address("audit") },
          ],
        },
      };
    },
  };
}
