// tidegate lift and tidegate quarantine: a named person lets a revision through again, or bars it.

import { type CommandsWhere, command } from './commands.ts';

interface Asked extends CommandsWhere {
  readonly pipeline: string;
  readonly what: string;
  readonly reason: string;
  readonly json: boolean;
}

export function lift(asked: Asked): Promise<number> {
  return act('lift', asked);
}

export function quarantine(asked: Asked): Promise<number> {
  return act('quarantine', asked);
}

async function act(
  name: 'lift' | 'quarantine',
  { pipeline, what, reason, json, ...where }: Asked,
): Promise<number> {
  const body = { pipeline, what, reason };
  await command(where, name, body, { json, facts: ({ did }) => ({ changed: did }) });
  return 0;
}
