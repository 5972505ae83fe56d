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
 * Where a removed person belongs: where they have been invited since, or nowhere. The tombstone counts as an
 * exclusion of this person. What they were assigned before the removal no longer counts.
 */
export function decideRevival({ removedAt }: Profile, question: PlacementQuestion): Placement {
  if (!isTimestamp(removedAt)) return { kind: "nowhere", reason: "excluded" };
  const { facts } = question;
  const exclusions: readonly Exclusion[] = [...facts.exclusions, { status: "removed", since: removedAt }];
  return decideNextPlacement({ ...question, facts: { ...facts, exclusions } });
}

export type MayReturn = (identity: Identity, tombstone: Profile, context: CallContext) => Promise<boolean>;

/** Whether a removed person has been invited since. Nothing is carried out. */
export const createRevivalCheck =
  (ports: AddressFactsPorts, policy: PlacementPolicy): MayReturn =>
  async (identity, tombstone, { now, signal }) => {
    const email = provenEmail(identity);
    const facts = await gatherAddressFacts(ports, { proven: email, marks: marksOf(identity) }, signal);
    return decideRevival(tombstone, { identity, email, facts, policy, now }).kind === "place";
  };
