// tidegate correct: a person says that a verdict was wrong, so that it is counted.

import type { Correction } from '../core/judging/correction.ts';
import { type CommandsWhere, command } from './commands.ts';

interface Asked extends CommandsWhere {
  readonly release: string;
  readonly pipeline: string | undefined;
  readonly is: Correction['is'];
  readonly reason: string;
  readonly wave: string | undefined;
  readonly json: boolean;
}

export async function correct({
  release,
  pipeline,
  is,
  reason,
  wave,
  json,
  ...where
}: Asked): Promise<number> {
  await command(where, 'correct', { release, pipeline, is, reason, wave }, { json });
  return 0;
}
