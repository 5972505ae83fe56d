/** The same ports, of which the nth call throws. */
export function crashAtCall<Ports extends Record<keyof Ports, object>>(call: number, ports: Ports): Ports {
  let calls = 0;
  const crashing = <Port extends object>(port: Port): Port =>
    new Proxy(port, {
      get: (target, name, receiver) => {
        const member: unknown = Reflect.get(target, name, receiver);
        if (typeof member !== "function") return member;
        return async (...args: unknown[]) => {
          calls += 1;
          if (calls === call) throw new Error("crash");
          return member(...args);
        };
      },
    });
  return new Proxy(ports, {
    get: (target, name) => crashing(target[name as keyof Ports]),
  });
}
