import { type Actor, type Changed, changed } from "../change";
import type { CallContext } from "../runtime/invocation";
import type { Binding, IdentityProvider } from "./identity-providers";
import type { IdentityProviders } from "./identity-providers-table";
import { type Change, changeEntry, type ManagedEntry, sameTexts } from "./registry";
import type { Tenants } from "./tenants-table";

interface Ports {
  readonly providers: Pick<IdentityProviders, "find" | "replace">;
  readonly tenants: Pick<Tenants, "find">;
}

interface ChangeOfProvider extends CallContext {
  readonly by: Actor;
  /** The version that the change is based on, 0 for none. Without it, the change applies to any version. */
  readonly onVersion?: number;
}

export type NamedBinding = Binding & Pick<IdentityProvider, "name">;

/** Binds a provider for an operator. From then on the operator manages it, even if the stack has bound it. */
export async function bindProvider(
  { providers, tenants }: Ports,
  wanted: NamedBinding,
  { by, onVersion, now, signal }: ChangeOfProvider,
): Promise<Change<IdentityProvider> | { readonly kind: "unknown-tenant" }> {
  const { tenantId } = wanted;
  if (tenantId !== undefined && (await tenants.find(tenantId, signal)) === undefined)
    return { kind: "unknown-tenant" };
  return changeEntry(
    providers,
    wanted.name.toLowerCase(),
    { onVersion, change: binding(wanted, "operator", changed(by, now)) },
    signal,
  );
}

/** Ends a binding. Nobody new comes in through the provider; its entry stays and can still be read. */
export const unbindProvider = (
  { providers }: Pick<Ports, "providers">,
  name: string,
  { by, onVersion, now, signal }: ChangeOfProvider,
): Promise<Change<IdentityProvider>> =>
  changeEntry(
    providers,
    name.toLowerCase(),
    { onVersion, change: unbinding("operator", changed(by, now)) },
    signal,
  );

/** The change that binds a provider; none if the same manager has already written the same. */
export const binding =
  (wanted: NamedBinding, managedBy: ManagedEntry["managedBy"], change: Changed) =>
  (before: IdentityProvider | undefined): Omit<IdentityProvider, "version"> | undefined =>
    before?.managedBy === managedBy && bindsTheSame(before, wanted)
      ? undefined
      : { ...wanted, status: "bound", managedBy, ...change };

export const unbinding =
  (managedBy: ManagedEntry["managedBy"], change: Changed) =>
  (before: IdentityProvider | undefined): Omit<IdentityProvider, "version"> | undefined =>
    before?.status === "bound" ? { ...before, status: "unbound", managedBy, ...change } : undefined;

const bindsTheSame = (provider: IdentityProvider, wanted: NamedBinding): boolean =>
  provider.status === "bound" &&
  provider.name === wanted.name &&
  provider.tenantId === wanted.tenantId &&
  sameTexts(provider.authoritativeFor, wanted.authoritativeFor);
