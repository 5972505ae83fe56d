import { textLike } from "./runtime/readers";

/** The resource server whose scopes the tokens carry, as `<identifier>/<scope>`. */
export const readResourceServer = textLike(
  /^[A-Za-z0-9]([A-Za-z0-9._:/-]{0,126}[A-Za-z0-9])?$/,
  "a name or address without spaces",
);
