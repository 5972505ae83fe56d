import { textLike } from "./runtime/readers";

/** The resource server of the suite's scopes, which tokens carry as `<identifier>/<scope>`. */
export const readResourceServer = textLike(
  /^[A-Za-z0-9]([A-Za-z0-9._:/-]{0,126}[A-Za-z0-9])?$/,
  "a name or address without spaces",
);
