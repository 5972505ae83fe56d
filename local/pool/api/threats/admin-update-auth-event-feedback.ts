import { requireUser } from "../../users/users";
import { ADMINISTERED } from "../input/members";
import { required, text, word } from "../input/shapes";
import { forAdministrators } from "../operation";
import { addOnNotEnabled } from "./threat-protection";

const INPUT = {
  ...ADMINISTERED,
  EventId: required(text({ shortest: 1, longest: 50, pattern: "[\\w+-]+" })),
  FeedbackValue: required(word("Valid", "Invalid")),
};

export const adminUpdateAuthEventFeedback = forAdministrators(
  "AdminUpdateAuthEventFeedback",
  INPUT,
  (pool, input) => {
    requireUser(pool, input.Username);
    throw addOnNotEnabled();
  },
);
