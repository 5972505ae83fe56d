import { GetParameterCommand, ParameterNotFound, SSMClient } from "@aws-sdk/client-ssm";
import { describeAwsError } from "../cli/aws-error";
import { CommandError } from "../cli/errors";
import type { Place } from "./place";
import { SERVICE } from "./table-names";
import { POOL_VARIABLE } from "./user-pool";

/**
 * The pool of a deployed stage, from the Parameter Store, where the stack writes it. Undefined if the stack is gone, or was last
 * deployed by a version that did not write it.
 */
export async function poolOfStack(place: Place): Promise<string | undefined> {
  const { stage, region } = place;
  const client = new SSMClient({ region });
  try {
    const Name = `/${SERVICE}/${stage}/UserPoolId`;
    const { Parameter } = await client.send(new GetParameterCommand({ Name }));
    return Parameter?.Value;
  } catch (error) {
    if (error instanceof ParameterNotFound) return undefined;
    const description = describeAwsError(error, place, "Parameter Store");
    if (description === undefined) throw error;
    throw new CommandError(
      `${description.replace(/\.?$/, ".")} To do without, name the user pool in ${POOL_VARIABLE}.`,
      {
        cause: error,
      },
    );
  } finally {
    client.destroy();
  }
}
