// tidegate skip-wait: a named person ends what a gate waits for.

import { type CommandsWhere, command } from './commands.ts';

interface Asked extends CommandsWhere {
  readonly pipeline: string;
  readonly release: string | undefined;
  readonly stage: string | undefined;
  readonly reason: string;
  readonly for: number;
  readonly json: boolean;
}

export async function skipWait(asked: Asked): Promise<number> {
  const { pipeline, release, stage, reason, for: forSeconds, json, ...where } = asked;
  await command(where, 'skip-wait', { pipeline, release, stage, reason, forSeconds }, { json });
  return 0;
}
