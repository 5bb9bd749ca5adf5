// tidegate skip-region: a named person lets a release go on without a region that cannot be reached.

import { type CommandsWhere, command } from './commands.ts';

interface Asked extends CommandsWhere {
  readonly pipeline: string;
  /** The region. */
  readonly away: string;
  readonly release: string | undefined;
  readonly stage: string | undefined;
  readonly reason: string;
  readonly json: boolean;
}

export async function skipRegion(asked: Asked): Promise<number> {
  const { pipeline, away: region, release, stage, reason, json, ...where } = asked;
  await command(where, 'skip-region', { pipeline, region, release, stage, reason }, { json });
  return 0;
}
