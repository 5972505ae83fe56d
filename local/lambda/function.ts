import path from "node:path";

/** A function of the stack, ready to run: everything that Lambda would know about it. */
export interface LambdaFunction {
  /** Its name in serverless.yml, or in the template that it is from. */
  readonly name: string;
  /** `functions/<folder>/index.handler`: the last part is what the file exports. */
  readonly handler: string;
  /** The bundle's file on this machine. */
  readonly file: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly timeoutSeconds: number;
  readonly memoryMb: number;
  /** The most invocations at once; undefined for no limit. */
  readonly reservedConcurrency: number | undefined;
}

/** Where its sources are, from the root of the repository. */
export const folderOf = ({ handler }: LambdaFunction): string => path.posix.dirname(handler);
