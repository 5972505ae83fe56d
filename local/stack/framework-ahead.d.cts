export interface FrameworkCommand {
  /** The framework's own program. */
  readonly program: string;
  readonly args: readonly string[];
  readonly folder: string;
  /** What its process has besides what this one has. */
  readonly environment: Readonly<Record<string, string>>;
}

export interface FrameworkRun {
  readonly succeeded: boolean;
  /** What it wrote. */
  readonly output: string;
}

export function begin(): void;
export function run(command: FrameworkCommand): Promise<FrameworkRun>;
export function dismiss(): void;
export function withoutAccount(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv;
