import { isRecord, readText } from "../../shared/json";
import { FaultError } from "../../shared/runtime/errors";
import { InvalidValueError } from "../../shared/runtime/readers";
import { type ClientRegistration, isClientKind } from "../../shared/tenants/clients";
import { isProviderName, readBinding } from "../../shared/tenants/identity-providers";
import type { NamedBinding } from "../../shared/tenants/provider-binding";

/** The entries that the stack declares. */
export interface StackRecords {
  readonly clients: readonly ClientRegistration[];
  readonly providers: readonly NamedBinding[];
}

export const NO_RECORDS: StackRecords = { clients: [], providers: [] };

/** Reads the properties that infra/stack-records.yml gives. */
export function readRecords(properties: unknown): StackRecords {
  const { clients = [], providers = [] } = isRecord(properties) ? properties : {};
  if (!Array.isArray(clients) || !Array.isArray(providers))
    throw new FaultError("clients and providers of the stack are lists");
  return { clients: clients.map(readRegistration), providers: providers.map(readNamedBinding) };
}

function readRegistration(written: unknown): ClientRegistration {
  const { id, name, kind, tenantId, scopes = [] } = isRecord(written) ? written : {};
  const [clientId, label, holder] = [readText(id), readText(name), readText(tenantId)];
  if (clientId === undefined || label === undefined || !isClientKind(kind) || !Array.isArray(scopes))
    throw new FaultError("a client of the stack is malformed");
  return { clientId, name: label, kind, ...(holder !== undefined && { tenantId: holder }), scopes };
}

function readNamedBinding(written: unknown): NamedBinding {
  const { name, ...binding } = isRecord(written) ? written : {};
  if (!isProviderName(name)) throw new FaultError("a provider of the stack is malformed");
  try {
    return { name, ...readBinding(binding) };
  } catch (error) {
    if (error instanceof InvalidValueError) throw new FaultError(`${name}: ${error.message}`);
    throw error;
  }
}
