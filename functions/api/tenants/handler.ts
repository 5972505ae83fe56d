import type { Endpoints } from "../../../shared/api/api";
import { type DomainEndpointPorts, domainEndpoints } from "./domains";
import { type TenantEndpointPorts, tenantEndpoints } from "./tenants";

/** Tenants and their domains, for operators. */
export const createHandler = (ports: TenantEndpointPorts & DomainEndpointPorts): Endpoints => ({
  ...tenantEndpoints(ports),
  ...domainEndpoints(ports),
});
