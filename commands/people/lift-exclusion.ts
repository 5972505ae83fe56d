import { exclusionsTable } from "../../shared/people/exclusions-table";
import { liftExclusion } from "../../shared/people/restoration";
import { defineCommand } from "../cli/command";
import { emailFrom } from "../cli/values";

export const command = defineCommand({
  summary: "Lifts the exclusion of an address",
  explanation: [
    "Lifts the exclusion of an address, whether the person who had it was suspended or removed, and nothing else. A new",
    "user with this address then belongs wherever the rules of the stage place them; existing profiles stay as they are.",
  ].join("\n"),
  args: { email: "<e-mail>" },
  options: {},
  async perform({ args }, { stage, signal }) {
    const { address } = emailFrom(args.email);
    const exclusion = await liftExclusion(await stage.open("PeopleTable", exclusionsTable), address, signal);
    if (exclusion === undefined) return [`The address ${address} was not excluded.`];
    return [
      `The address ${address} is no longer excluded (it was: ${exclusion.status} since ${exclusion.since}).`,
      "A profile that is suspended or removed stays so; people:show finds it.",
    ];
  },
});
