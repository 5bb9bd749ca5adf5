// Calls a team's function that is a test, where Step Functions cannot.

import type { Ports } from './ports.ts';

interface Asked {
  readonly function: string;
  readonly place: Ports['home'];
  readonly seconds: number;
  readonly payload: unknown;
}

export function callElsewhere({ callees }: Ports, asked: Asked): Promise<unknown> {
  return callees.call(asked.place, asked.function, asked.payload, asked.seconds);
}
