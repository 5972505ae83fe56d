import type { Secret, SecretValues } from "../../aws/secret";
import type { HttpAnswer } from "../../http";
import { isRecord, parseJson } from "../../json";
import { FaultError } from "../../runtime/errors";
import { type LegacyUsers, readLegacyUser } from "../legacy-user";
import type { EndpointSettings } from "../source-settings";
import { post } from "./post";

/** The users of an old system with an endpoint of its own. docs/legacy-endpoint.md specifies the endpoint. */
export function endpointUsers({ url, verifies }: EndpointSettings, secret: Secret): LegacyUsers {
  async function ask(question: object, signal: AbortSignal): Promise<HttpAnswer> {
    const access = await secret.read(accessOf, signal);
    try {
      const answer = await post(url, { ...access, body: JSON.stringify(question) }, signal);
      if (answer.status === 401) secret.forget();
      return answer;
    } catch (error) {
      // The secret may have been changed, or may be corrected.
      secret.forget();
      throw error;
    }
  }

  return {
    async findByLogin(login, signal, password) {
      const isAsked = verifies && isSendable(password);
      const question = isAsked ? { login, password } : { login };
      const first = await ask(question, signal);
      const answer = first.status === 401 ? await ask(question, signal) : first;
      const found = readAnswer(answer, secret.name);
      if (found === undefined) return undefined;
      const user = readLegacyUser(login, found.user);
      if (!verifies) return user;
      return { ...user, password: { kind: "judged", isRight: isAsked && found.passwordIsRight === true } };
    },
  };
}

interface Access {
  readonly token: string;
  readonly ca: string | undefined;
}

function accessOf({ token, ca }: SecretValues, secret: string): Access {
  if (typeof token !== "string" || !/^[\x21-\x7e]+$/.test(token))
    throw new FaultError(`the secret ${secret} lacks token`);
  if (ca !== undefined && typeof ca !== "string")
    throw new FaultError(`ca of the secret ${secret} is not a certificate`);
  return { token, ca };
}

/** Many old systems stop reading at a NUL, so different passwords would count as the same. */
const isSendable = (password: string | undefined): boolean =>
  password !== undefined && !password.includes("\0");

interface Found {
  readonly user: Readonly<Record<string, unknown>>;
  readonly passwordIsRight?: unknown;
}

/** A user is unknown only if the answer says so itself. A wrong path or an error page is a fault. */
function readAnswer({ status, body }: HttpAnswer, secret: string): Found | undefined {
  if (status === 401) throw new FaultError(`the endpoint refuses the token of the secret ${secret}`);
  if (status !== 200 && status !== 404)
    throw new FaultError(`the endpoint answers with the status ${status}`);
  const answer = parseJson(body);
  if (isRecord(answer)) {
    const { found, user, passwordIsRight } = answer;
    if (found === false) return undefined;
    if (found === true && status === 200 && isRecord(user)) return { user, passwordIsRight };
  }
  throw new FaultError(`the endpoint answers ${status} with something else than {"found": ...}`);
}
