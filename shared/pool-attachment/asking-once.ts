import type { DescribedPool, PoolClient, PoolProvider } from "../aws/described-pool";

/** The same pool, which is asked for its clients and providers once at most: each of them is a request. */
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
