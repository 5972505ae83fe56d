import { renewTokens } from "../../tokens/renew";
import { isAuthentic, requireClient } from "../calling-client";
import { notAuthorized } from "../errors";
import { CLIENT_ID, CLIENT_SECRET, DEVICE_KEY, TOKEN } from "../input/members";
import { required, textMap } from "../input/shapes";
import { forApps } from "../operation";

const INPUT = {
  RefreshToken: required(TOKEN),
  ClientId: required(CLIENT_ID),
  ClientSecret: CLIENT_SECRET,
  DeviceKey: DEVICE_KEY,
  ClientMetadata: textMap,
};

export const getTokensFromRefreshToken = forApps("GetTokensFromRefreshToken", INPUT, async (pool, input) => {
  const client = requireClient(pool, input);
  if (client.secrets.length > 0 && !isAuthentic(client, input.ClientSecret))
    throw notAuthorized(`Unable to verify secret for client ${client.id}`);
  const { RefreshToken, DeviceKey: deviceKey, ClientMetadata: clientMetadata } = input;
  return renewTokens(pool, client, RefreshToken, { clientMetadata, deviceKey });
});
