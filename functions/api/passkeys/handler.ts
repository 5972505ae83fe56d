import type { Endpoints } from "../../../shared/api/api";
import { type AuthorityPorts, authorityOf } from "../../../shared/api/authority";
import { CREDENTIAL, readBody } from "../../../shared/api/body";
import { bearerToken } from "../../../shared/api/caller";
import type { ApiRequest } from "../../../shared/api/request";
import type { NewPasskey, OwnPasskey, OwnPasskeys } from "../../../shared/aws/own-passkeys";
import type { Actor } from "../../../shared/change";
import { isRecord, parseJson } from "../../../shared/json";
import type { PasskeyChange, PasskeyChanges } from "../../../shared/people/passkey-changes";
import { errorName } from "../../../shared/runtime/errors";
import type { Run } from "../../../shared/runtime/invocation";
import type { Scope } from "../../../shared/tenants/scopes";
import { askingForPasskeys, noPasskeys, wrongCredential } from "./passkey-problems";

interface Ports extends AuthorityPorts {
  readonly passkeys: OwnPasskeys;
  readonly changes: PasskeyChanges;
  /** Whether people sign in by passkeys on this stage. */
  readonly isOpen: boolean;
}

/** By which passkeys people sign in. Their own token is all that Cognito is asked with, so nobody reaches another's. */
export const createHandler = (ports: Ports): Endpoints => {
  const { passkeys, changes, isOpen } = ports;
  /** Who calls, and the token to ask Cognito with, of somebody who may still come in. */
  const ownerOf = async (request: ApiRequest, scope: Scope, run: Run) => {
    const { actor } = await authorityOf(ports, request, scope, run);
    return { actor, token: bearerToken(request) };
  };
  const asking = <Answer>(ask: () => Promise<Answer>): Promise<Answer> => {
    if (!isOpen) throw noPasskeys();
    return askingForPasskeys(ask);
  };

  /** Cognito has made the change already, so the answer says so. If the audit trail lacks it, the log has a warning. */
  const note = async (actor: Actor, change: PasskeyChange, run: Run) => {
    try {
      await changes.note(actor.id, change, { ...run, by: actor });
    } catch (error) {
      run.warn(`a change of passkeys is not in the audit trail: ${errorName(error)}`);
    }
  };

  return {
    async "GET /passkeys"(request, run) {
      const { token } = await ownerOf(request, "profile.read", run);
      const all = await asking(() => passkeys.list(token, run.signal));
      return { status: 200, body: { passkeys: all.map(show) } };
    },

    async "POST /passkeys/begin"(request, run) {
      const { token } = await ownerOf(request, "profile.write", run);
      const options = await asking(() => passkeys.begin(token, run.signal));
      return { status: 200, body: { options } };
    },

    async "POST /passkeys"(request, run) {
      const { actor, token } = await ownerOf(request, "profile.write", run);
      const { credential } = readBody(request, { credential: CREDENTIAL });
      await asking(() => passkeys.add(token, readPasskey(credential), run.signal));
      await note(actor, "added", run);
      return { status: 204 };
    },

    async "DELETE /passkeys/{id}"(request, run) {
      const { actor, token } = await ownerOf(request, "profile.write", run);
      await asking(() => passkeys.remove(token, request.path.id ?? "", run.signal));
      await note(actor, "removed", run);
      return { status: 204 };
    },
  };
};

function readPasskey(credential: string): NewPasskey {
  const passkey = parseJson(credential);
  if (!isRecord(passkey)) throw wrongCredential("must be a credential as JSON");
  return passkey as NewPasskey;
}

const show = ({ id, name, domain, attachment, createdAt }: OwnPasskey) => ({
  id,
  name: name ?? null,
  domain: domain ?? null,
  attachment: attachment ?? null,
  createdAt: createdAt?.toISOString() ?? null,
});
