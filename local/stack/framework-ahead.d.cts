export interface FrameworkCommand {
  /** The framework's own program. */
  readonly program: string;
  readonly args: readonly string[];
  readonly folder: string;
  /** Variables that its process gets besides those of this one. */
  readonly environment: Readonly<Record<string, string>>;
}

export interface FrameworkRun {
  readonly succeeded: boolean;
  /** Everything that it wrote, errors included. */
  readonly output: string;
}

export function begin(): void;
export function run(command: FrameworkCommand): Promise<FrameworkRun>;
export function dismiss(): void;
export function withoutAccount(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv;
