import type { Endpoints } from "../../../shared/api/api";
import { type AuthorityPorts, READ_MEMBERS, tenantOf } from "../../../shared/api/authority";
import { cursorOf, pageOf, queryOf } from "../../../shared/api/paging";
import { ofTenant } from "../../../shared/api/tenant-routes";
import { isAuditCursor } from "../../../shared/events/audit-cursor";
import type { AuditTrail } from "../../../shared/events/audit-table";
import { isRecord } from "../../../shared/json";
import { PLATFORM } from "../../../shared/tenants/tenant";
import { namesIn } from "./names";
import { show } from "./representation";

interface Ports extends AuthorityPorts {
  readonly trail: Pick<AuditTrail, "page">;
}

/** The audit trail: a tenant's for its admins and for operators, the platform's for operators. */
export const createHandler = (ports: Ports): Endpoints =>
  ofTenant({
    async "GET /audit"(request, run) {
      const { tenantId } = await tenantOf(ports, request, READ_MEMBERS, run);
      const { limit, from } = pageOf(queryOf(request, "limit", "cursor"), isPosition);
      const asked = { limit, ...(from !== undefined && { cursor: from.before }) };
      const { events, next } = await ports.trail.page(tenantId, asked, run.signal);
      const reader = request.path.tenantId === undefined ? tenantId : PLATFORM;
      const names = await namesIn(ports, reader, events, run.signal);
      return {
        status: 200,
        body: {
          entries: events.map((event) => show(event, names)),
          next: cursorOf(next === null ? undefined : { before: next }),
        },
      };
    },
  });

interface Position {
  /** Where the previous page ended. */
  readonly before: string;
}

const isPosition = (value: unknown): value is Position =>
  isRecord(value) && typeof value.before === "string" && isAuditCursor(value.before);
