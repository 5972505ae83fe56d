import { trigger } from "../../shared/runtime/trigger";
import { createHandler } from "./handler";

export const handler = trigger("inbound-federation", createHandler);
