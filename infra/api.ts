import { parameterValue, type Variables } from "./framework";

/** Which pages a browser lets call the API. Cookies are only for listed origins, and so is everything else. */
export async function cors(variables: Variables) {
  const origins = await parameterValue(variables, "corsOrigins");
  if (origins === "none") return false;
  return {
    allowedOrigins: origins,
    allowedMethods: ["GET", "POST", "PATCH"],
    allowedHeaders: ["authorization", "content-type"],
    allowCredentials: (await parameterValue(variables, "refreshTokenCookie")) === "on",
    maxAge: 7200,
  };
}
