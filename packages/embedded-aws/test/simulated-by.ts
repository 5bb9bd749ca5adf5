// The table in the README, as data.

import { readFileSync } from 'node:fs';

export interface Simulated {
  readonly service: string;
  readonly user: string;
  readonly operation: string;
}

/** In the order of service and operation. */
export function simulatedBy(): readonly Simulated[] {
  const page = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
  const rows = [...page.matchAll(/^\| ([\w-]*) ?\| (\w+) \| ([\w, ]+) \|$/gm)];
  let last = '';
  const found = rows.flatMap(([, service, user = '', operations = '']) => {
    last = service || last;
    return operations.split(', ').map((operation) => ({ service: last, user, operation }));
  });
  const key = ({ service, operation }: Simulated) => `${service} ${operation}`;
  return found.sort((a, b) => (key(a) < key(b) ? -1 : 1));
}
