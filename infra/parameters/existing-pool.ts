import { isClientId, isPoolId } from "../../shared/runtime/cognito-event";
import { listOf, oneOf, textLike, textReader } from "../../shared/runtime/readers";
import type { ParameterGroup } from "./parameter";

const isTriggerName = (word: string): word is string => /^[A-Z][A-Za-z]{1,63}$/.test(word);

export const EXISTING_POOL = {
  existingPool: {
    about: "the id of a user pool that others have made; without it, the stack makes its own",
    read: textReader("the id of a user pool", (id) => (isPoolId(id) ? id : undefined)),
    optional: true,
  },
  existingClient: {
    about: "the app client of that pool with which the API signs people in; it has no secret",
    read: textReader("the id of an app client", (id) => (isClientId(id) ? id : undefined)),
    optional: true,
  },
  poolAttachment: {
    about: "whether a deployment makes the functions the triggers of that pool, or `pool:attach` does",
    read: oneOf("deployment", "command"),
  },
  replaceTriggers: {
    about: "the triggers of that pool that a deployment may take from the functions that have them",
    read: listOf("names of triggers", isTriggerName, "none"),
  },
  unregisteredClients: {
    about:
      "whether a deployment refuses to attach where app clients of that pool that nobody has registered would lose scopes or " +
      "tokens, or limits them",
    read: oneOf("limit", "refuse"),
  },
  existingSmsRole: {
    about: "the role with which that pool sends text messages, if it does: every update of the pool names it",
    read: textLike(/^arn:[\w-]+:iam::\d{12}:role\/[\w+=,.@/-]{1,512}$/, "the ARN of a role"),
    optional: true,
  },
} satisfies ParameterGroup;
