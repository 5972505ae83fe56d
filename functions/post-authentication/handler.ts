import { requireAccess } from "../../shared/people/access";
import { type FindProvider, identityOf, provenEmail } from "../../shared/people/identity";
import type { People } from "../../shared/people/people-table";
import type { Person } from "../../shared/people/person";
import { type RememberedMarksPorts, rememberMarks } from "../../shared/people/remembered-marks";
import type { MayReturn } from "../../shared/people/revival";
import type { TriggerHandler } from "../../shared/runtime/trigger";
import type { Tenants } from "../../shared/tenants/tenants-table";

interface Ports {
  readonly people: Pick<People, "find" | "recordSignIn" | "remember">;
  readonly exclusions: RememberedMarksPorts["exclusions"];
  readonly holders: RememberedMarksPorts["holders"];
  readonly findTenant: Tenants["find"];
  readonly mayReturn: MayReturn;
  readonly findProvider: FindProvider;
}

/** Refuses suspended people and tenants, now that the password is proven, and records the sign-in. */
export const createHandler =
  ({ findTenant, mayReturn, findProvider, ...ports }: Ports): TriggerHandler<"post-authentication"> =>
  async (event, run) => {
    if (event.triggerSource !== "PostAuthentication_Authentication") {
      run.outcome("passed");
      run.warn("unknown trigger source");
      return event;
    }
    const identity = await identityOf(event, findProvider, run.signal);
    if (identity.sub === undefined) {
      run.outcome("passed");
      run.warn("no sub");
      return event;
    }
    const signIn = {
      at: run.now.toISOString(),
      email: identity.email?.address,
      emailVerified: provenEmail(identity) !== undefined,
      name: identity.name,
      locale: identity.locale,
    };
    const recorded = await ports.people.recordSignIn(identity.sub, signIn, run);
    const profile = recorded ?? (await ports.people.find(identity.sub, run.signal)).profile;
    if (profile === undefined) {
      run.outcome("no-profile-yet");
      return event;
    }
    if (profile.status === "removed" && (await mayReturn(identity, profile, run))) {
      run.outcome("invited-back");
      return event;
    }
    const tenant = await findTenant(profile.activeTenant, run.signal);
    try {
      requireAccess(profile, tenant);
    } catch (refusal) {
      const person = await ports.people.find(identity.sub, run.signal);
      if (!isWelcomeElsewhere(person)) {
        await rememberMarks(ports, { ...person, profile }, identity, run).catch(() =>
          run.warn("a proven address could not be kept"),
        );
        throw refusal;
      }
    }
    run.outcome("recorded");
    return event;
  };

/**
 * A person with an active membership in another tenant may sign in: the token trigger decides which tenant the tokens
 * are for.
 */
const isWelcomeElsewhere = ({ profile, memberships }: Person): boolean =>
  profile?.status === "active" &&
  memberships.some(({ tenantId, status }) => status === "active" && tenantId !== profile.activeTenant);
