import { CommandError } from "../cli/errors";

export const noSuchPerson = (sub: string): CommandError =>
  new CommandError(`There is no profile of ${sub}. Its sub is found with: npm run people:show -- <e-mail>`);
