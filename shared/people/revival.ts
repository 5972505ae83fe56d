import { isTimestamp } from "../json";
import type { CallContext } from "../runtime/invocation";
import { type AddressFactsPorts, gatherAddressFacts } from "./address-facts";
import type { Exclusion } from "./exclusion";
import { type Identity, marksOf, provenEmail } from "./identity";
import type { Profile } from "./person";
import {
  decideNextPlacement,
  type Placement,
  type PlacementPolicy,
  type PlacementQuestion,
} from "./placement";

/**
 * Where somebody belongs who was removed before: nowhere, unless they have been invited since. The tombstone is an
 * exclusion of this very person, and what they were assigned before it no longer counts.
 */
export function decideRevival({ removedAt }: Profile, question: PlacementQuestion): Placement {
  if (!isTimestamp(removedAt)) return { kind: "nowhere", reason: "excluded" };
  const { facts } = question;
  const exclusions: readonly Exclusion[] = [...facts.exclusions, { status: "removed", since: removedAt }];
  return decideNextPlacement({ ...question, facts: { ...facts, exclusions } });
}

export type MayReturn = (identity: Identity, tombstone: Profile, context: CallContext) => Promise<boolean>;

/** Asks whether a removed person has been invited since, without carrying it out. */
export const createRevivalCheck =
  (ports: AddressFactsPorts, policy: PlacementPolicy): MayReturn =>
  async (identity, tombstone, { now, signal }) => {
    const email = provenEmail(identity);
    const facts = await gatherAddressFacts(ports, { proven: email, marks: marksOf(identity) }, signal);
    return decideRevival(tombstone, { identity, email, facts, policy, now }).kind === "place";
  };
