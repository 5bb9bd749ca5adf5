// tidegate freeze and tidegate unfreeze.

import { type CommandsWhere, command } from './commands.ts';
import { refuseUsage } from './usage.ts';

interface Asked extends CommandsWhere {
  readonly pipeline: string | undefined;
  readonly stage: string | undefined;
  readonly scope: string | undefined;
  readonly reason: string;
  readonly json: boolean;
}

interface Freezing extends Asked {
  readonly for: number | undefined;
  readonly until: Date | undefined;
  readonly from: Date | undefined;
  readonly owner: string | undefined;
}

export async function freeze({
  pipeline,
  stage,
  scope: named,
  for: forSeconds,
  until,
  from,
  owner,
  reason,
  json,
  ...where
}: Freezing): Promise<number> {
  const scope = scopeIn({ pipeline, stage, scope: named });
  if ((forSeconds === undefined) === (until === undefined))
    throw refuseUsage('expected --for or --until, and not both: a freeze has an end');
  const times = { forSeconds, until: until?.toISOString(), from: from?.toISOString() };
  await command(where, 'freeze', { scope, reason, owner, ...times }, { json });
  return 0;
}

export async function unfreeze(asked: Asked): Promise<number> {
  const { pipeline, stage, scope, reason, json, ...where } = asked;
  scopeIn(asked);
  await command(where, 'unfreeze', { pipeline, stage, scope, reason }, { json });
  return 0;
}

/** As people name what is meant: by a pipeline and its stage, or as a whole. */
export function scopeIn({
  pipeline,
  stage,
  scope,
}: Pick<Asked, 'pipeline' | 'stage' | 'scope'>): string {
  const isNamed = pipeline !== undefined || stage !== undefined;
  if (scope !== undefined && !isNamed) return scope;
  if (scope === undefined && pipeline !== undefined)
    return stage === undefined ? `pipeline:${pipeline}` : `stage:${pipeline}/${stage}`;
  const got =
    scope !== undefined ? 'both' : stage === undefined ? 'neither' : `stage ${stage} alone`;
  throw refuseUsage(`expected a pipeline or --scope (organisation or team:NAME), got ${got}`);
}
