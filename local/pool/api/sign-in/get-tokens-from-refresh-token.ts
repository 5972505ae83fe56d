import { renewTokens } from "../../tokens/renew";
import { isAuthentic, requireClient } from "../calling-client";
import { notAuthorized } from "../errors";
import { CLIENT_ID, CLIENT_SECRET, TOKEN } from "../input/members";
import { required, text, textMap } from "../input/shapes";
import { forApps } from "../operation";

const INPUT = {
  RefreshToken: required(TOKEN),
  ClientId: required(CLIENT_ID),
  ClientSecret: CLIENT_SECRET,
  DeviceKey: text({ shortest: 1, longest: 55, pattern: "[\\w-]+_[0-9a-f-]+" }),
  ClientMetadata: textMap,
};

export const getTokensFromRefreshToken = forApps("GetTokensFromRefreshToken", INPUT, async (pool, input) => {
  const client = requireClient(pool, input);
  if (client.secrets.length > 0 && !isAuthentic(client, input.ClientSecret))
    throw notAuthorized(`Unable to verify secret for client ${client.id}`);
  return renewTokens(pool, client, input.RefreshToken, input.ClientMetadata);
});
