import { readParameters } from "../../../commands/stage/parameters";
import { parametersOfDev } from "../../harness/packaged-service";

test("the framework says of a stage what packaging has read", async () => {
  expect(await readParameters("dev")).toEqual(await parametersOfDev());
});
