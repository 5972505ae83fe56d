import type { Integration } from "../stack/http-api";
import type { Delivery } from "./delivery";
import { payload1 } from "./payload-1";
import { payload2 } from "./payload-2";

/** The event of the function, in the format that its integration names. */
export const eventOf = (delivery: Delivery, format: Integration["payloadFormat"]): object =>
  format === "2.0" ? payload2(delivery) : payload1(delivery);
