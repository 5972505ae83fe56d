import type { DescribedPool, PoolClient, PoolProvider } from "../aws/described-pool";

/** The same pool, but with its clients and providers read at most once: each of them takes a request. */
export function askingOnce(pool: DescribedPool): DescribedPool {
  let clients: Promise<readonly PoolClient[]> | undefined;
  let providers: Promise<readonly PoolProvider[]> | undefined;
  return {
    ...pool,
    clients(signal) {
      clients ??= pool.clients(signal);
      return clients;
    },
    providers(signal) {
      providers ??= pool.providers(signal);
      return providers;
    },
  };
}
