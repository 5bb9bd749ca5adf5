// Somebody who dies half-way.

import type { Ports } from '../../flows/ports.ts';

/** The ports of somebody who dies at the nth write. */
export function dyingAt(ports: Ports, write: number): Ports {
  let left = write;
  const dies =
    <Args extends unknown[], Out>(run: (...args: Args) => Promise<Out>) =>
    (...args: Args) => {
      left -= 1;
      return left < 0 ? Promise.reject(new Error('dead')) : run(...args);
    };
  const { table } = ports;
  const dying = {
    ...table,
    change: dies(table.change),
    ensure: dies(table.ensure),
    put: dies(table.put),
    remove: dies(table.remove),
  } as Ports['table'];
  return { ...ports, table: dying };
}
