interface Setting<Value> {
  readonly environmentVariableSelector: (environment: NodeJS.ProcessEnv) => Value | undefined;
  readonly default: Value | (() => Value | Promise<Value>);
}

/**
 * A setting of the SDK from the environment, or its default. A value that the SDK refuses counts as not set. The SDK
 * would look into the files of `~/.aws` before it takes the default, but a function has none.
 */
export const loadConfig = <Value>({ environmentVariableSelector, default: otherwise }: Setting<Value>) => {
  let value: Promise<Value> | undefined;
  const load = async () => {
    const given = fromEnvironment(environmentVariableSelector);
    return given ?? (otherwise instanceof Function ? otherwise() : otherwise);
  };
  return (): Promise<Value> => {
    value ??= load();
    return value;
  };
};

function fromEnvironment<Value>(select: Setting<Value>["environmentVariableSelector"]): Value | undefined {
  try {
    return select(process.env);
  } catch {
    return undefined;
  }
}
