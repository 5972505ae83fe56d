import { outputOf } from "../../commands/invitations/inviting";
import type { InvitingResult } from "../../shared/inviting/inviting";
import type { Invitation } from "../../shared/tenants/invitation";
import { ADAS_ADDRESS, invitation } from "../harness/people";

const invited = (delivery: "sent" | "not-sent"): InvitingResult => ({
  email: ADAS_ADDRESS,
  outcome: "invited",
  invitation: invitation() as unknown as Invitation,
  former: undefined,
  delivery: { kind: delivery },
});
const refused: InvitingResult = {
  email: "ada@",
  outcome: "refused",
  refusal: { reason: "malformed-address" },
};

test("a command is done once every letter was sent", () => {
  expect(outputOf([invited("sent")], "acme")).toContain("The invitation was sent.");
});

test("a command whose letter could not be sent is incomplete, and says how to send it again", () => {
  expect(outputOf([invited("sent"), invited("not-sent")], "acme")).toEqual({
    incomplete: expect.arrayContaining([
      `The invitation could not be sent. Send it again: npm run invitations:send -- ${ADAS_ADDRESS} --tenant acme`,
    ]),
  });
});

test("a command that has invited only some is incomplete, and one that has invited nobody fails", () => {
  expect(outputOf([invited("sent"), refused], "acme")).toHaveProperty("incomplete");
  expect(() => outputOf([refused], "acme")).toThrow("ada@ is not an e-mail address in ASCII.");
});
