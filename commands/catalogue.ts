import type { Command } from "./cli/command";
import { invitationsCreate } from "./invitations/create";
import { invitationsList } from "./invitations/list";
import { invitationsRevoke } from "./invitations/revoke";
import { legacyCheck } from "./legacy/check";
import { legacyImport } from "./legacy/import";
import { migrationRelease } from "./migration/release";
import { migrationReport } from "./migration/report";
import { peopleDeleteUnconfirmed } from "./people/delete-unconfirmed";
import { peopleErase } from "./people/erase";
import { peopleProveAddress } from "./people/prove-address";
import { peopleRestore } from "./people/restore";
import { peopleShow } from "./people/show";
import { peopleSuspend } from "./people/suspend";
import { tenantsClaimDomain } from "./tenants/claim-domain";
import { tenantsCreate } from "./tenants/create";
import { tenantsRegisterClient } from "./tenants/register-client";
import { tenantsReleaseClient } from "./tenants/release-client";
import { tenantsReleaseDomain } from "./tenants/release-domain";
import { tenantsRestore } from "./tenants/restore";
import { tenantsSuspend } from "./tenants/suspend";

/** The commands, by the names of their npm scripts. */
export const COMMANDS: Readonly<Record<string, Command>> = {
  "people:show": peopleShow,
  "people:suspend": peopleSuspend,
  "people:restore": peopleRestore,
  "people:erase": peopleErase,
  "people:prove-address": peopleProveAddress,
  "people:delete-unconfirmed": peopleDeleteUnconfirmed,
  "tenants:create": tenantsCreate,
  "tenants:suspend": tenantsSuspend,
  "tenants:restore": tenantsRestore,
  "tenants:claim-domain": tenantsClaimDomain,
  "tenants:release-domain": tenantsReleaseDomain,
  "tenants:register-client": tenantsRegisterClient,
  "tenants:release-client": tenantsReleaseClient,
  "invitations:create": invitationsCreate,
  "invitations:list": invitationsList,
  "invitations:revoke": invitationsRevoke,
  "legacy:import": legacyImport,
  "legacy:check": legacyCheck,
  "migration:report": migrationReport,
  "migration:release": migrationRelease,
};
