import { AccessError, type SessionGate } from "../identity/access";
import type { TableSettings } from "../stack/table-settings";
import { deedsOf } from "./deeds";
import { errorAnswer, type TablesAnswer, type TablesRequest } from "./dynalite";
import { operationIn } from "./protocol";

/** Functions, commands and the AWS CLI use other keys, which are the account's own. */
const isOfSession = ({ headers, url = "" }: TablesRequest): boolean =>
  /Credential=\s*ASIA/i.test(headers.authorization ?? "") || /Credential=ASIA/i.test(url);

/**
 * The answer to a request of a session that may not do what it is about to do; undefined for one that may go on.
 *
 * @param input what the body says, as the operation gets it
 */
export async function refusalOf(
  request: TablesRequest,
  input: unknown,
  gate: SessionGate | undefined,
  tables: readonly TableSettings[],
): Promise<TablesAnswer | undefined> {
  if (gate === undefined || !isOfSession(request)) return undefined;
  const { method = "", url = "", headers, body } = request;
  try {
    const operation = operationIn(request);
    if (operation === undefined || method !== "POST" || url !== "/")
      throw new AccessError("UnknownOperationException", "", 400);
    const deeds = deedsOf(operation, input, tables, gate);
    await gate.letPass({ method, target: url, headers, body }, deeds);
    return undefined;
  } catch (error) {
    if (!(error instanceof AccessError)) throw error;
    const { code, message, status } = error;
    return errorAnswer(`com.amazon.coral.service#${code}`, { message }, status);
  }
}
