import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { withSchemeTables } from "./scheme-tables";

const GUIDE = path.join(__dirname, "../../docs/migrating-users.md");

writeFileSync(GUIDE, withSchemeTables(readFileSync(GUIDE, "utf8")));
