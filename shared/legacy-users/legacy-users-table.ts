import { type DynamoDBDocumentClient, GetCommand } from "@aws-sdk/lib-dynamodb";
import { readStringMap, readText } from "../cognito-event";
import type { LegacyUser, LegacyUsers } from "./legacy-user";

/** The default source: old users imported into a table of this stack, keyed by their e-mail address. */
export function legacyUsersTable(client: DynamoDBDocumentClient, table: string): LegacyUsers {
  return {
    async findByLogin(login, abortSignal) {
      const { Item } = await client.send(
        new GetCommand({ TableName: table, Key: { login }, ConsistentRead: true }),
        { abortSignal },
      );
      return Item === undefined ? undefined : readRow(login, Item);
    },
  };
}

/** Rows are imported by hand, so nothing is taken for granted: whatever is not plainly `false` disables. */
function readRow(login: string, row: Record<string, unknown>): LegacyUser {
  const scheme = readText(row.scheme);
  const salt = readText(row.salt);
  return {
    id: typeof row.legacyId === "number" ? String(row.legacyId) : (readText(row.legacyId) ?? login),
    disabled: row.disabled !== undefined && row.disabled !== false,
    emailVerified: row.emailVerified === true,
    password: {
      hash: readText(row.hash) ?? "",
      ...(scheme !== undefined && { scheme }),
      ...(salt !== undefined && { salt }),
    },
    attributes: readStringMap(row.attributes),
    tenantId: readText(row.tenantId),
    role: readText(row.role),
  };
}
