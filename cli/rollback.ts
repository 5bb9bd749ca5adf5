// tidegate rollback: a named person takes a revision back.

import type { Area } from '../core/way-back.ts';
import { type CommandsWhere, command } from './commands.ts';

interface Asked extends CommandsWhere {
  readonly pipeline: string;
  readonly to: string | undefined;
  readonly release: string | undefined;
  readonly scope: Area['scope'] | undefined;
  readonly target: string | undefined;
  readonly stage: string | undefined;
  readonly 'over-drift': boolean;
  readonly reason: string;
  readonly json: boolean;
}

export async function rollback(asked: Asked): Promise<number> {
  const { pipeline, to, release, scope, target, stage, reason, json, ...where } = asked;
  const { 'over-drift': overDrift, ...api } = where;
  const body = { pipeline, to, release, scope, target, stage, overDrift, reason };
  await command(api, 'rollback', body, { json });
  return 0;
}
