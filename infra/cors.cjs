/** Which pages a browser lets call the API. Cookies are only for listed origins, and so is everything else. */
module.exports = async ({ resolveVariable }) => {
  const origins = await resolveVariable("param:corsOrigins");
  if (origins === "none") return false;
  return {
    allowedOrigins: origins.split(","),
    allowedMethods: ["GET", "POST", "PATCH"],
    allowedHeaders: ["authorization", "content-type"],
    allowCredentials: (await resolveVariable("param:refreshTokenCookie")) === "on",
    maxAge: 7200,
  };
};
